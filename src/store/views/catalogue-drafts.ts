import { isUuid } from '../../domain/intake/check-header';
import type { CatalogueChangeView, CatalogueDraftView, CatalogueDraftViews } from '../../app/registry/catalogue-ports';
import { CATALOGUE_DRAFT_COLUMNS } from '../catalogue-draft-store';
import { Conditions } from './conditions';
import { list } from './listing';
import type { Query } from './query';

export const catalogueDraftViews = (query: Query): CatalogueDraftViews => ({
  catalogueDraft: async (id) => {
    if (!isUuid(id)) return undefined;
    const [found] = await query<CatalogueDraftView>(
      `SELECT ${CATALOGUE_DRAFT_COLUMNS} FROM catalogue_draft WHERE id = $1`,
      [id],
    );
    return found;
  },

  catalogueChanges: async (id, kind, page) => {
    if (!isUuid(id)) return undefined;
    const where = new Conditions().and('catalogue_change.draft_id = ?', id).andIf('catalogue_change.kind = ?', kind);
    const owner = new Conditions(where.parameters).and('catalogue_draft.id = ?', id);
    const listed = await list<CatalogueChangeView>(
      query,
      {
        select: `code, kind, name_before AS "nameBefore", name_after AS "nameAfter",
          work_types_before AS "workTypesBefore", work_types_after AS "workTypesAfter", filings`,
        from: 'catalogue_change',
        where,
        key: [{ column: 'catalogue_change.code', cast: 'text' }],
        owner: { from: 'catalogue_draft', where: owner },
      },
      page,
    );
    return listed?.page;
  },
});
