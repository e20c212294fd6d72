import { foldDropped, foldFrom, foldLong, foldTo } from '../../src/shared/base/fold-table.ts';

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Characters up to this one get the short table: translate() searches its whole table for every character. */
const latinEnd = 0x17f;

function translation(limit: number): string {
  const kept = [...foldFrom].flatMap((sign, at) =>
    (sign.codePointAt(0) ?? 0) <= limit ? [[sign, foldTo[at] ?? ''] as const] : [],
  );
  const from = kept.map(([sign]) => sign).join('');
  const to = kept.map(([, result]) => result).join('');
  const dropped = limit > latinEnd ? foldDropped : '';
  const long = foldLong.filter(([sign]) => (sign.codePointAt(0) ?? 0) <= limit);
  return long.reduce(
    (inner, [sign, result]) => `replace(${inner}, ${quote(sign)}, ${quote(result)})`,
    `translate(t, ${quote(from + dropped)}, ${quote(to)})`,
  );
}

/**
 * Statements that make `haversack.fold(text)`, the twin of fold() in src/shared/base/fold.ts, from the same table.
 * Immutable, so expression indexes may use it. ASCII text takes the inlined short way; plpgsql keeps the large
 * tables out of every statement's plan. Needs the schema `haversack` and a UTF-8 database.
 */
export const foldFunctionSql: string = `
create or replace function haversack.fold_wide(t text) returns text
  language plpgsql immutable strict parallel safe as $fold$
begin
  if t collate "C" ~ ${quote('^[\\u0001-\\u017F]*$')} then
    return ${translation(latinEnd)};
  end if;
  return ${translation(0xffff)};
end
$fold$;
create or replace function haversack.fold(t text) returns text
  language sql immutable parallel safe as $fold$
  select case when octet_length(t) = char_length(t) then lower(t collate "C") else haversack.fold_wide(t) end
$fold$;
`;
