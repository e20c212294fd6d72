import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The text of a msg() call as locale files key it: `{0}` where the source has an expression. */
function textOf(argument: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(argument)) return argument.text;
  if (!ts.isTaggedTemplateExpression(argument)) return undefined;
  const { template } = argument;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return (
    template.head.text +
    template.templateSpans.map((span, index) => `{${index}}${span.literal.text}`).join('')
  );
}

/** Every message of the interface in source language, with the file it stands in. */
export function sourceMessages(root: string): { readonly text: string; readonly file: string }[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(root, file));
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const found: { text: string; file: string }[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'msg') {
        const argument = node.arguments[0];
        const text = argument && textOf(argument);
        if (text === undefined) throw new Error(`${file}: msg() takes a literal or a str template`);
        found.push({ text, file });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}
