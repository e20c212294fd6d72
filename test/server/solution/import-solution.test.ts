import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../../../src/shared/base/assert.ts';
import { depth } from '../../../src/shared/security/privilege.ts';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { loadModel } from '../../../server/metadata/load-model.ts';
import { sqlColumn } from '../../../server/metadata/model.ts';
import { basicUser, systemAdministrator, systemCustomizer } from '../../../server/metadata/system-roles.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { printReport } from '../../../server/solution/report.ts';
import { openTestDatabase } from '../../support/database.ts';
import { sampleApp, sampleArchive } from './sample-solution.ts';
import type { SampleOptions } from './sample-solution.ts';

describe('import of a solution', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
  });
  afterEach(() => database.close());

  const bring = (options: SampleOptions, share: readonly string[] = []) =>
    importSolutionArchive(database, sampleArchive(options), 'sample.zip', { share });

  async function physical(table: string): Promise<Record<string, string>> {
    const found = await sql<{ name: string; type: string }>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'data' and table_name = ${table}`.execute(database.db);
    return Object.fromEntries(found.rows.map((row) => [row.name, row.type]));
  }

  describe('system tables', () => {
    it('exist before any solution and are left alone when made again', async () => {
      const before = (await loadModel(database.db)).version;
      await ensureSystemTables(database);
      const model = await loadModel(database.db);
      expect(model.version).toBe(before);
      expect(model.roles.get(systemAdministrator)?.name).toBe('System Administrator');
      expect(Object.keys(await physical('systemuserroles'))).toContain('roleid');
      expect(model.tables.get('systemform')?.primaryId).toBe('formid');
    });
  });

  describe('tables', () => {
    it('get a typed column for each attribute, and what every table has', async () => {
      await bring({
        columns: [
          { name: 'demo_count', type: 'int' },
          { name: 'demo_price', type: 'money', extra: '<Accuracy>4</Accuracy>' },
          { name: 'demo_day', type: 'datetime', extra: '<Format>date</Format><Behavior>2</Behavior>' },
          { name: 'demo_at', type: 'datetime', extra: '<Format>datetime</Format><Behavior>1</Behavior>' },
          { name: 'demo_tags', type: 'multiselectpicklist' },
          { name: 'demo_people', type: 'partylist' },
          { name: 'demo_buyer', type: 'customer' },
        ],
      });
      const columns = await physical('demo_thing');
      expect(columns).toMatchObject({
        demo_thingid: 'uuid',
        demo_count: 'integer',
        demo_price: 'numeric',
        demo_day: 'date',
        demo_at: 'timestamp with time zone',
        demo_tags: 'ARRAY',
        demo_buyer: 'uuid',
        demo_buyer__type: 'text',
        ownerid: 'uuid',
        ownerid__type: 'text',
        versionnumber: 'bigint',
        statecode: 'integer',
        createdby: 'uuid',
      });
      expect(columns).not.toHaveProperty('demo_people');
      const model = await loadModel(database.db);
      expect(model.column('demo_thing', 'demo_price')).toMatchObject({ type: 'money', precision: 4 });
      expect(model.tables.get('demo_thing')?.primaryName).toBe('demo_thing_name');
    });

    it('keep two long names apart', async () => {
      const long = `demo_${'x'.repeat(70)}`;
      await bring({ columns: [{ name: `${long}1` }, { name: `${long}2` }] });
      const model = await loadModel(database.db);
      const names = [`${long}1`, `${long}2`].map((name) =>
        sqlColumn(must(model.column('demo_thing', name), name)),
      );
      expect(new Set(names).size).toBe(2);
      for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(57);
      expect(Object.keys(await physical('demo_thing'))).toEqual(expect.arrayContaining(names));
    });

    it('keep their rows when a column is widened and others are added', async () => {
      await bring({ columns: [{ name: 'demo_count', type: 'int' }, { name: 'demo_text' }] });
      await sql`insert into data.demo_thing (demo_thingid, demo_thing_name, demo_count, demo_text)
      values (gen_random_uuid(), 'kept', 7, 'seven')`.execute(database.db);
      const report = await bring({
        version: '1.1.0.0',
        columns: [{ name: 'demo_count', type: 'decimal' }, { name: 'demo_added' }],
      });
      expect(report).toMatchObject({ outcome: 'upgraded', previousVersion: '1.0.0.0' });
      const rows =
        await sql`select demo_thing_name, demo_count, demo_text, demo_added from data.demo_thing`.execute(
          database.db,
        );
      expect(rows.rows).toEqual([
        { demo_thing_name: 'kept', demo_count: '7', demo_text: 'seven', demo_added: null },
      ]);
    });

    it('remember the target of rows when a lookup gets a second one', async () => {
      const link = (name: string, target: string): string => `<EntityRelationship Name="${name}">
      <EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>demo_thing</ReferencingEntityName>
      <ReferencedEntityName>${target}</ReferencedEntityName><ReferencingAttributeName>demo_link</ReferencingAttributeName>
      </EntityRelationship>`;
      const columns = [{ name: 'demo_link', type: 'lookup' }];
      await bring({
        columns,
        sections: `<EntityRelationships>${link('a', 'systemuser')}</EntityRelationships>`,
      });
      await sql`insert into data.demo_thing (demo_thingid, demo_link) values (gen_random_uuid(), gen_random_uuid())`.execute(
        database.db,
      );
      await bring({
        version: '1.0.0.1',
        columns,
        sections: `<EntityRelationships>${link('a', 'systemuser')}${link('b', 'team')}</EntityRelationships>`,
      });
      const rows = await sql<{ kind: string }>`select demo_link__type as kind from data.demo_thing`.execute(
        database.db,
      );
      expect(rows.rows[0]?.kind).toBe('systemuser');
      expect((await loadModel(database.db)).column('demo_thing', 'demo_link')?.targets).toEqual([
        'systemuser',
        'team',
      ]);
    });

    it('are joined many to many by a table with unique pairs', async () => {
      await bring({
        sections: `<EntityRelationships><EntityRelationship Name="demo_thing_user">
        <EntityRelationshipType>ManyToMany</EntityRelationshipType><FirstEntityName>demo_thing</FirstEntityName>
        <SecondEntityName>SystemUser</SecondEntityName><IntersectEntityName>demo_thing_user</IntersectEntityName>
        </EntityRelationship></EntityRelationships>`,
      });
      const model = await loadModel(database.db);
      expect(model.relationshipsOf('demo_thing')).toContainEqual(
        expect.objectContaining({ kind: 'many-to-many', columnA: 'demo_thingid', columnB: 'systemuserid' }),
      );
      const pair = sql`insert into data.demo_thing_user (demo_thing_userid, demo_thingid, systemuserid)
      values (gen_random_uuid(), '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002')`;
      await pair.execute(database.db);
      await expect(pair.execute(database.db)).rejects.toThrow(/unique/);
    });

    describe('whose columns are defined anew', () => {
      const number = (type: string, extra = '') => ({ name: 'demo_x', type, extra });
      const options = `<optionset><options><option value="7"><labels><label description="Seven" languagecode="1033" />
        </labels></option></options></optionset>`;
      it.each([
        ['choice to integer', number('picklist', options), number('int'), 'choice', 'integer'],
        ['integer to choice', number('int'), number('picklist', options), 'integer', 'choice'],
        ['money to decimal', number('money'), number('decimal'), 'money', 'decimal'],
        ['decimal to integer', number('decimal'), number('int'), 'decimal', 'integer'],
        ['long text to short', number('ntext'), number('nvarchar'), 'memo', 'string'],
        [
          'user local to independent',
          number('datetime', '<Behavior>1</Behavior>'),
          number('datetime', '<Behavior>3</Behavior>'),
          'datetime userlocal',
          'datetime timezoneindependent',
        ],
      ])('says so where the type stays: %s', async (_case, before, after, old, given) => {
        await bring({ columns: [before] });
        const report = await bring({
          version: '1.1.0.0',
          columns: [{ ...after, label: 'Renamed', required: 'required' }],
        });
        expect(report.items).toContainEqual({
          kind: 'column',
          name: 'demo_thing.demo_x',
          status: 'gap',
          reason: `stays ${old}: it is ${old} there and ${given} here`,
        });
        const column = must((await loadModel(database.db)).column('demo_thing', 'demo_x'), 'the column');
        expect([column.type, column.behavior].filter(Boolean).join(' ')).toBe(old);
        expect(column).toMatchObject({ label: { '1033': 'Renamed' }, required: 'required' });
      });

      it('takes limits that the old type can have', async () => {
        await bring({ columns: [number('money', '<MaxValue>10</MaxValue><Accuracy>2</Accuracy>')] });
        const limits = '<MinValue>1</MinValue><MaxValue>90</MaxValue><Accuracy>4</Accuracy>';
        await bring({ version: '1.1.0.0', columns: [number('decimal', limits)] });
        expect((await loadModel(database.db)).column('demo_thing', 'demo_x')).toMatchObject({
          type: 'money',
          min: 1,
          max: 90,
          precision: 4,
        });
      });

      it('says nothing where the type is the same or wider', async () => {
        await bring({ columns: [number('int')] });
        for (const type of ['int', 'decimal']) {
          const report = await bring({ columns: [number(type)] });
          expect(report.items.filter((one) => one.kind === 'column' && one.status === 'gap')).toEqual([]);
        }
      });
    });

    it('have the columns of the system in the system’s types, and say so', async () => {
      const report = await bring({
        columns: [{ name: 'createdon', type: 'bit' }, { name: 'versionnumber' }],
      });
      expect(await physical('demo_thing')).toMatchObject({
        createdon: 'timestamp with time zone',
        versionnumber: 'bigint',
      });
      expect(report.items).toContainEqual({
        kind: 'column',
        name: 'demo_thing.createdon',
        status: 'gap',
        reason: 'is datetime in every table, not boolean',
      });
    });

    it('may be extended by another publisher whose columns fit', async () => {
      await bring({ columns: [{ name: 'demo_code', extra: '<MaxLength>50</MaxLength>' }] });
      const report = await bring({
        name: 'Addon',
        publisher: 'other',
        whole: false,
        columns: [{ name: 'demo_code', extra: '<MaxLength>20</MaxLength>' }, { name: 'other_more' }],
      });
      expect(report.outcome).toBe('installed');
      expect((await loadModel(database.db)).column('demo_thing', 'demo_code')?.maxLength).toBe(50);
      expect(await physical('demo_thing')).toHaveProperty('other_more');
    });
  });

  describe('roles, apps and shares', () => {
    it('reports apps that only administrators can open', async () => {
      const report = await bring({
        sections: sampleApp([systemAdministrator, `{${systemCustomizer.toUpperCase()}}`]),
      });
      expect(report.adminOnlyApps).toEqual(['demo_app']);
      expect(printReport(report)).toContain('Only administrators and customizers can open the app demo_app');
      const app = must((await loadModel(database.db)).apps[0], 'the app');
      expect([...app.roleIds].sort()).toEqual([systemCustomizer, systemAdministrator].sort());
    });

    it('takes parts that stand in the file twice once, and says so', async () => {
      const role = '<Role id="{11111111-2222-4333-8444-555555555555}" name="Clerk" />';
      const twin = '<Role id="{11111111-2222-4333-8444-666666666666}" name="Basic User" />';
      const other = twin.replace('666666666666', '777777777777');
      const app = sampleApp(['Clerk', 'clerk']);
      const doubled = app.replace(/<AppModule>[^]*<\/AppModule>/, (one) => one + one);
      await bring({ name: 'First', sections: `<Roles>${twin}</Roles>` });
      const report = await bring({ sections: `${doubled}<Roles>${role}${role}${twin}${other}</Roles>` });
      const repeated = report.items.filter(
        (item) => item.reason === 'it stands in the solution more than once',
      );
      expect(repeated.map((item) => item.kind)).toEqual(['app', 'role']);
      expect((await loadModel(database.db)).apps[0]?.roleIds.length).toBe(1);
    });

    it('says that customizers open an app that was shared with them', async () => {
      const alone = await bring({ sections: sampleApp([systemAdministrator]) });
      expect(printReport(alone)).toContain('Only administrators can open the app demo_app');
      const report = await bring({ sections: sampleApp([systemAdministrator]) }, ['System Customizer']);
      const text = printReport(report);
      expect(text).toContain('System Customizer opens demo_app');
      expect(text).toContain('Only administrators and customizers can open the app demo_app');
    });

    it('finds a role of the file by template when it is there under another id, and by name', async () => {
      const id = '11111111-2222-4333-8444-555555555555';
      const roles = `<Roles><Role id="{${id}}" name="Basic User"><RolePrivileges>
      <RolePrivilege name="prvReadDemo_Thing" level="Deep" /></RolePrivileges></Role></Roles>`;
      await bring({ name: 'Roles', sections: roles });
      await bring({ name: 'ByTemplate', sections: sampleApp([basicUser]) });
      const model = await loadModel(database.db);
      expect(model.apps[0]?.roleIds).toEqual([id]);
      expect(model.roles.get(id)).toMatchObject({
        templateId: basicUser,
        privileges: { prvreaddemo_thing: depth.parentChild },
      });
      const report = await bring({ name: 'ByName', sections: sampleApp(['Basic User', 'Unknown Role']) });
      expect(report.items).toContainEqual(
        expect.objectContaining({
          status: 'gap',
          reason: 'is not open to role Unknown Role, which does not exist',
        }),
      );
    });

    it('takes from a role only what this solution gave and nobody else gives', async () => {
      const role = (levels: Readonly<Record<string, string>>): string =>
        `<Roles><Role id="{11111111-2222-4333-8444-555555555555}" name="Basic User"><RolePrivileges>${Object.entries(
          levels,
        )
          .map(([name, level]) => `<RolePrivilege name="${name}" level="${level}" />`)
          .join('')}</RolePrivileges></Role></Roles>`;
      const privileges = async () =>
        must(
          [...(await loadModel(database.db)).roles.values()].find((one) => one.name === 'Basic User'),
          'it',
        ).privileges;
      await bring({ name: 'Base', sections: role({ prvReadAccount: 'Global', prvReadContact: 'Basic' }) });
      const foreign = { prvReadContact: 'Deep', prvReadLead: 'Basic', prvDeleteDemo_Thing: 'Basic' };
      await bring({ name: 'Foreign', sections: role(foreign) }, ['Basic User']);
      expect(await privileges()).toMatchObject({ prvreadaccount: 4, prvreadcontact: 3, prvreadlead: 1 });
      await bring({ name: 'Foreign', version: '1.1.0.0', sections: role({}) });
      const left = await privileges();
      expect(left).toMatchObject({ prvreadaccount: 4, prvreadcontact: 1, prvdeletedemo_thing: 1 });
      expect(left).not.toHaveProperty('prvreadlead');
      await bring({ name: 'Base', version: '1.1.0.0', sections: role({ prvReadAccount: 'Basic' }) });
      expect(await privileges()).toMatchObject({ prvreadaccount: 1 });
      expect(await privileges()).not.toHaveProperty('prvreadcontact');
    });

    it('shares the app and what is needed to work in it, and keeps the share on upgrade', async () => {
      const parts = `<SavedQueries><savedqueries><savedquery><savedqueryid>{9bd5ec9a-30e8-4c89-8f9e-e8912a5527ef}</savedqueryid>
      <querytype>0</querytype><layoutxml><grid><row><cell name="demo_thing_name" width="100" /><cell name="ownerid" /></row></grid></layoutxml>
      <fetchxml><fetch><entity name="demo_thing"><attribute name="demo_thing_name" /><attribute name="ownerid" /></entity></fetch></fetchxml>
      <LocalizedNames><LocalizedName description="All" languagecode="1033" /></LocalizedNames></savedquery></savedqueries></SavedQueries>`;
      const report = await bring({ parts, sections: sampleApp([systemAdministrator]) }, ['Basic User']);
      expect(report.adminOnlyApps).toEqual([]);
      expect(report.shares[0]).toMatch(
        /Basic User opens demo_app; works with the own rows of demo_thing; reads and refers to systemuser, team/,
      );
      const again = await bring({ parts, sections: sampleApp([systemAdministrator]), version: '1.0.0.1' });
      expect(again.adminOnlyApps).toEqual([]);
      const role = must((await loadModel(database.db)).roles.get(basicUser), 'Basic User');
      expect(role.privileges).toMatchObject({
        prvreaddemo_thing: depth.user,
        prvcreatedemo_thing: depth.user,
        prvassigndemo_thing: depth.user,
        prvreadsystemuser: depth.organization,
      });
      expect(role.privileges).not.toHaveProperty('prvwritesystemuser');
    });

    it('gives all rows of tables that have no owners', async () => {
      await bring({ ownership: 'OrgOwned', sections: sampleApp() }, ['Basic User']);
      const role = must((await loadModel(database.db)).roles.get(basicUser), 'Basic User');
      expect(role.privileges).toMatchObject({ prvwritedemo_thing: depth.organization });
      expect(role.privileges).not.toHaveProperty('prvassigndemo_thing');
    });
  });

  describe('run again', () => {
    it('changes nothing, not even a version', async () => {
      const options = { columns: [{ name: 'demo_code' }], sections: sampleApp([systemAdministrator]) };
      await bring(options);
      const state = async (): Promise<unknown> =>
        (
          await sql`select (select count(*) from haversack.change_log) as log, (select last_value from haversack.version) as version`.execute(
            database.db,
          )
        ).rows;
      const version = (await loadModel(database.db)).version;
      const log = JSON.stringify(await state());
      const again = await bring(options);
      expect(again.outcome).toBe('unchanged');
      expect((await loadModel(database.db)).version).toBe(version);
      expect(JSON.parse(JSON.stringify(await state()))[0].log).toBe(JSON.parse(log)[0].log);
    });

    it('heals gaps once the missing table is there', async () => {
      const addon = { name: 'Addon', columns: [{ name: 'demo_code' }], sections: sampleApp() };
      const first = await bring(addon);
      expect(first.items).toContainEqual(
        expect.objectContaining({
          kind: 'site map',
          reason: 'does not open table demo_gone, which does not exist',
        }),
      );
      await bring({ name: 'Base', table: 'demo_gone' });
      const again = await bring(addon);
      expect(again.items.filter((item) => item.kind === 'site map' && item.status === 'gap')).toEqual([]);
      const subAreas = (await loadModel(database.db)).apps[0]?.siteMap.areas[0]?.groups[0]?.subAreas;
      expect(subAreas?.[1]?.title).toEqual({ '1033': 'Thing' });
    });
  });
});
