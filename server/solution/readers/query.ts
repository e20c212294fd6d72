import { AppError } from '../../../src/shared/base/app-error.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Query } from '../../../src/shared/query/ast.ts';
import { readFetchXml } from '../../../src/shared/query/fetchxml-read.ts';

/** Reads FetchXML; a text says why it cannot be read. */
export function readQuery(fetch: XmlElement): Query | string {
  try {
    return readFetchXml(fetch);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
