import { describe, expect, it } from 'vitest';
import { createAdministration } from '../../src/data/administration-client.ts';

interface Asked {
  readonly path: string;
  readonly init: RequestInit;
}

function serverOf(answer: () => Response | Promise<Response>) {
  const asked: Asked[] = [];
  const administration = createAdministration((path, init = {}) => {
    asked.push({ path: path as string, init });
    return Promise.resolve(answer());
  });
  return { asked, administration };
}

const solution = { name: 'A&B', version: '1.0', managed: false, publisher: 'p' };

describe('the administration of solutions', () => {
  it('reads what is installed, and roles by name, each once', async () => {
    const list = serverOf(() => Response.json({ solutions: [{ ...solution, more: 1 }] }));
    expect(await list.administration.solutions()).toEqual([solution]);
    const roles = serverOf(() => Response.json({ value: [{ name: 'A' }, { name: 'A' }, { name: 'B' }] }));
    expect(await roles.administration.roles()).toEqual(['A', 'B']);
  });

  it('names a solution so that every sign of its name arrives', async () => {
    const { asked, administration } = serverOf(() => Response.json(solution));
    await administration.solution('A&B/ü');
    await administration.share('A&B', ['Basic User']);
    expect(asked.map(({ path }) => path)).toEqual([
      '/admin/v1/solutions/A%26B%2F%C3%BC',
      '/admin/v1/solutions/A%26B/share',
    ]);
    expect(asked[1]?.init).toMatchObject({ method: 'POST', body: '{"roles":["Basic User"]}' });
  });

  it('sends an archive as such, with its file name and the roles', async () => {
    const report = { solution: 'A', version: '1', managed: true, outcome: 'installed', items: [], adminOnlyApps: [], shares: [] };
    const { asked, administration } = serverOf(() => Response.json(report));
    const archive = new Blob(['zip']);
    expect(await administration.importSolution(archive, 'a b.zip', ['X & Y', 'Z'])).toEqual(report);
    expect(asked[0]).toMatchObject({
      path: '/admin/v1/solutions?name=a+b.zip&share=X+%26+Y&share=Z',
      init: { method: 'POST', body: archive, headers: { 'content-type': 'application/zip' } },
    });
  });

  it('hands out an exported file under the name that the server gives it', async () => {
    const headers = { 'content-disposition': 'attachment; filename="A_1.zip"' };
    const { administration } = serverOf(() => new Response('zip', { headers }));
    const { fileName, archive } = await administration.exportSolution('A');
    expect([fileName, await archive.text()]).toEqual(['A_1.zip', 'zip']);
  });

  it('tells the server’s own word, no answer, and an answer that is none', async () => {
    const refused = serverOf(() =>
      Response.json({ error: { code: 'solution-needed', message: 'B needs it.' } }, { status: 409 }),
    );
    await expect(refused.administration.uninstall('A')).rejects.toMatchObject({
      code: 'solution-needed',
      message: 'B needs it.',
    });
    const dead = serverOf(() => Promise.reject(new TypeError('failed to fetch')));
    await expect(dead.administration.solutions()).rejects.toMatchObject({ code: 'network' });
    for (const answer of [() => Response.json({ solutions: [{}] }), () => new Response('<html>')])
      await expect(serverOf(answer).administration.solutions()).rejects.toMatchObject({ code: 'protocol' });
  });
});
