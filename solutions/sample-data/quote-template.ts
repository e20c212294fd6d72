import { strToU8, zipSync } from 'fflate';

/*
 * A Word template for quotes as Dataverse takes it: the columns of the row in a custom XML part of a namespace of their
 * own, content controls in the document bound to them, and the lines as a row of a table that repeats.
 * Formats: ECMA-376 part 1 (WordprocessingML), part 2 (packages); [MS-DOCX] for the repeating section.
 */

const namespace = 'urn:microsoft-crm/document-template/quote/1084/';
const storeId = '{6F1C1B52-3A8C-4D64-9B0E-2C7F4F1D8A10}';
const columns = [
  'name',
  'quotenumber',
  'customeridname',
  'effectiveto',
  'description',
  'totalamount',
] as const;
const lineColumns = ['productidname', 'quantity', 'priceperunit', 'extendedamount'] as const;
const lines = 'quote_details';

const main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const newer = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const run = (text: string, style = ''): string =>
  `<w:r>${style === '' ? '' : `<w:rPr>${style}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (...content: readonly string[]): string => `<w:p>${content.join('')}</w:p>`;

const binding = (path: string): string =>
  `w:prefixMappings="xmlns:ns0='${namespace}'" w:xpath="/ns0:DocumentTemplate[1]/quote[1]/${path}" w:storeItemID="${storeId}"`;

/** A content control that shows one column. */
const bound = (column: string, path = `${column}[1]`, style = ''): string =>
  `<w:sdt><w:sdtPr><w:alias w:val="${column}"/><w:dataBinding ${binding(path)}/><w:text/></w:sdtPr><w:sdtContent>${run(column, style)}</w:sdtContent></w:sdt>`;

const cell = (content: string): string =>
  `<w:tc><w:tcPr><w:tcW w:w="2400" w:type="dxa"/></w:tcPr>${paragraph(content)}</w:tc>`;
const bold = '<w:b/>';

const heads = ['Product', 'Quantity', 'Price', 'Amount'].map((text) => cell(run(text, bold))).join('');
const line = `<w:tr>${lineColumns.map((column) => cell(bound(column, `${lines}[1]/${column}[1]`))).join('')}</w:tr>`;
const repeated =
  `<w:sdt><w:sdtPr><w15:dataBinding ${binding(lines)}/><w15:repeatingSection/></w:sdtPr><w:sdtContent>` +
  `<w:sdt><w:sdtPr><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent>${line}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>`;

const body = [
  paragraph(bound('name', 'name[1]', '<w:b/><w:sz w:val="36"/>')),
  paragraph(run('Quote '), bound('quotenumber')),
  paragraph(run('For '), bound('customeridname')),
  paragraph(run('Valid until '), bound('effectiveto')),
  paragraph(bound('description')),
  `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tr>${heads}</w:tr>${repeated}</w:tbl>`,
  paragraph(run('Total ', bold), bound('totalamount', 'totalamount[1]', bold)),
].join('');

const named = (names: readonly string[]): string =>
  names.map((name) => `<${name}>${name}</${name}>`).join('');
const relation = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`;
const relations = (...of: readonly string[]): string =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${of.join('')}</Relationships>`;

const files: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>`,
  '_rels/.rels': relations(relation('rId1', 'officeDocument', 'word/document.xml')),
  'word/document.xml': `${head}<w:document ${main} ${newer}><w:body>${body}<w:sectPr/></w:body></w:document>`,
  'word/_rels/document.xml.rels': relations(relation('rId1', 'customXml', '../customXml/item1.xml')),
  'customXml/item1.xml': `<DocumentTemplate xmlns="${namespace}"><quote xmlns="">${named(columns)}<${lines}>${named(lineColumns)}</${lines}></quote></DocumentTemplate>`,
  'customXml/itemProps1.xml': `${head}<ds:datastoreItem ds:itemID="${storeId}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="${namespace}"/></ds:schemaRefs></ds:datastoreItem>`,
  'customXml/_rels/item1.xml.rels': relations(relation('rId1', 'customXmlProps', 'itemProps1.xml')),
};

/** The template as the bytes of a .docx; the same wherever it is made. */
export function quoteTemplate(): Uint8Array {
  const content = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  return zipSync(content, { mtime: new Date(1980, 0, 1), level: 0 });
}
