import type { AppModel, Model } from '../metadata/model.ts';

/** The app's own tables and those its site map opens. */
export function carriedByModel(_model: Model, app: AppModel): readonly string[] {
  const opened = app.siteMap.areas
    .flatMap((area) => area.groups)
    .flatMap((group) => group.subAreas)
    .flatMap((subArea) => (subArea.target.kind === 'table' ? [subArea.target.table] : []));
  return [...new Set([...app.tables, ...opened])];
}
