import type { Page } from '@playwright/test'
import { listBriefings } from '#domain/bulletin/briefing.api.ts'
import { listBulletins } from '#domain/bulletin/bulletin.api.ts'
import { listCatalogue } from '#domain/catalogue/catalogue.api.ts'
import { listCollectionPlans } from '#domain/collection/collectionPlan.api.ts'
import { type DataReport, listReportableSets, listReports } from '#domain/collection/dataReport.api.ts'
import { type DutyRow, listDuties, readDuty } from '#domain/collection/duty.api.ts'
import { listTemplates } from '#domain/collection/unitTemplate.api.ts'
import type { DocumentSubject } from '#domain/document/documentKind.ts'
import { listDocuments } from '#domain/document/officialDocument.api.ts'
import { listHandovers } from '#domain/organization/handover.api.ts'
import { listDivisions, listExternalBodies } from '#domain/organization/organization.api.ts'
import { listAccounts } from '#domain/organization/person.api.ts'
import { listReorganisations } from '#domain/organization/reorganisation.api.ts'
import { listDivisionPlans } from '#domain/plan/divisionPlan.api.ts'
import { listItems } from '#domain/plan/item.api.ts'
import { listRevisions } from '#domain/plan/revision.api.ts'
import { first, next, people, year } from './people.ts'
import { read } from './read.ts'

/** One screen of the demo office: who opens it, where it is, what is pressed there. `user` null: without log-in. */
export type Screen = {
  readonly name: string
  readonly user: string | null
  readonly at: string | ((page: Page) => Promise<string>)
  readonly press?: (page: Page) => Promise<void>
}

const month = '2025-10'

const duty =
  (stage: DutyRow['stage'], query: { dataState?: 'missing' } = {}) =>
  async (page: Page) =>
    `/duties/${first((await read(page, listDuties, { year, stage, ...query })).rows, `duty ${stage}`).id}`

const catalogueIndicator = async (page: Page) =>
  `/catalogue/${first((await read(page, listCatalogue, { year, search: '白皮书任务' })).rows, 'indicator').indicatorId}`

const documentOf = (subject: DocumentSubject) => async (page: Page) =>
  `/documents/${first((await read(page, listDocuments, { subject })).rows, `document of ${subject}`).id}`

const bulletinIn = (state: 'drafted' | 'issued') => async (page: Page) => {
  const { rows } = await read(page, listBulletins, { year })
  return `/bulletins/${
    first(
      rows.filter((row) => row.state === state),
      `bulletin ${state}`,
    ).id
  }`
}
const briefing = async (page: Page) =>
  `/briefings/${first((await read(page, listBriefings, { year })).rows, 'briefing').id}`

const vouched = async (page: Page) => {
  const { id } = first((await read(page, listDuties, { year, stage: 'acknowledged' })).rows, 'duty acknowledged')
  const { submissionId } = readDuty.reply.parse(await (await page.request.get(readDuty.path.replace(':id', id))).json())
  return `/figures/${submissionId}`
}

const collectionPlan = (isMade: boolean) => async (page: Page) => {
  const { rows } = await read(page, listCollectionPlans, { year, limit: 200 })
  return `/collection-plans/${
    first(
      rows.filter(({ number, hasDraft }) => (number !== null) === isMade && !hasDraft),
      'collection plan',
    ).indicator.id
  }`
}
const collectionDraft = async (page: Page) => {
  const { rows } = await read(page, listCollectionPlans, { year, limit: 200 })
  return `/collection-plans/${
    first(
      rows.filter(({ hasDraft }) => hasDraft),
      'draft of a collection plan',
    ).indicator.id
  }`
}

/** The first cell explains itself at the side; a phone has lists instead. */
const chooseCell = async (page: Page) => {
  const cell = page.locator('.matrix td a[tabindex="0"]')
  if ((await cell.count()) > 0) await cell.focus()
}

const report = (state: DataReport['state']) => async (page: Page) =>
  `/reports/${first((await read(page, listReports, { year, state })).rows, `report ${state}`).id}`

const unitTemplate = async (page: Page) =>
  `/unit-templates/${first((await read(page, listTemplates, {})).rows, 'form of a unit').id}`

async function newReport(page: Page): Promise<string> {
  const { rows } = await read(page, listReportableSets, { year })
  const set = first(rows, 'set to report')
  const { collectingUnit, coordinatingDivisionId, period } = set
  return `/reports/new?unit=${collectingUnit.id}&division=${coordinatingDivisionId}&period=${period}`
}

const itemOf = (of: number) => async (page: Page) =>
  `/items/${first((await read(page, listItems, { year: of })).rows, 'item').id}`
const item = itemOf(year)
const person = async (page: Page) =>
  `/organization/people/${first((await read(page, listAccounts, {})).rows, 'account').id}`
const division = async (page: Page) =>
  `/organization/divisions/${first((await read(page, listDivisions, {})).rows, 'division').id}`
const body = async (page: Page) => `/bodies/${first((await read(page, listExternalBodies, {})).rows, 'body').id}`

async function revision(page: Page): Promise<string> {
  const answer = await page.request.get(listRevisions.path.replace(':year', String(year)))
  return `/plans/${first(listRevisions.reply.parse(await answer.json()).rows, 'revision').id}`
}

const handover = async (page: Page) => `/handovers/${first((await read(page, listHandovers, {})).rows, 'handover').id}`
const reorganisation = async (page: Page) =>
  `/organization/reorganisation/${first((await read(page, listReorganisations, {})).rows, 'reorganisation').id}`

const screen = (name: string, user: string | null, at: Screen['at'], press?: Screen['press']): Screen => ({
  name,
  user,
  at,
  ...(press ? { press } : {}),
})

const button = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().press('Enter')

const divisionPlan = (of: number) => async (page: Page) => {
  const { rows } = await read(page, listDivisionPlans, { year: of })
  return `/division-plans/${
    first(
      rows.flatMap(({ plan }) => plan ?? []),
      'plan of a division',
    ).id
  }`
}

export const screens: readonly Screen[] = [
  screen('log-in', null, '/login'),
  screen('set-up', null, '/setup'),
  screen('no such page', people.officer, '/nowhere'),
  screen('a record that is not there', people.officer, '/items/00000000-0000-4000-8000-000000000000'),
  screen('home of an officer', people.officer, '/'),
  screen('home of a head', people.head, '/'),
  screen('home of the performance office', people.performanceHead, '/'),
  screen('home of the leader', people.leader, '/'),
  screen('home of an administrator', people.system, '/'),
  screen('to-dos', people.officer, '/todos'),
  screen('to-dos by item', people.performanceOffice, '/todos?by=item'),
  screen('more', people.performanceOffice, '/more'),
  screen('own sessions', people.head, '/sessions'),
  screen('display menu', people.officer, '/sessions', button(/^(显示|Display)/)),
  screen('person menu', people.performanceHead, '/sessions', (page) =>
    page.locator('.bar-menu').last().getByRole('button').first().press('Enter'),
  ),
  screen('catalogue', people.performanceOffice, `/catalogue?year=${year}`),
  screen('catalogue of a division, narrowed', people.officer, `/catalogue?year=${year}&search=wcl`),
  screen('indicator of the catalogue', people.performanceOffice, catalogueIndicator),
  screen('catalogue of the next year', people.performanceHead, `/catalogue?year=${next}`),
  screen('calls', people.performanceOffice, '/calls?all'),
  screen('call', people.performanceOffice, `/plans/${year}/call`),
  screen('call being drafted', people.performanceHead, `/plans/${next + 1}/call`),
  screen('call being changed', people.performanceHead, `/plans/${next + 1}/call`, button(/^(修改编制要求|Change)/)),
  screen('call for a division', people.coordinatingHead, `/plans/${next}/call`),
  screen('call that runs', people.performanceOffice, `/plans/${next}/call`),
  screen('plan of a division', people.performanceOffice, divisionPlan(year)),
  screen('plan of a division being drafted', people.head, divisionPlan(next)),
  screen('work plan being written', people.officer, divisionPlan(next), button(/^(修改工作计划|Change)/)),
  screen('new item of a division', people.officer, async (page) => `${await divisionPlan(next)(page)}/items/new`),
  screen('plans', people.performanceOffice, '/plans?all'),
  screen('plan', people.performanceHead, `/plans/${year}`),
  screen('consultation', people.performanceOffice, `/plans/${year}/consultation`),
  screen('consultation of a division', people.head, `/plans/${year}/consultation`),
  screen('merge of division plans', people.performanceOffice, `/plans/${year}/merge`),
  screen('work plan of the office', people.performanceOffice, `/plans/${year}/work-plan`),
  screen('work plan of the office for a division', people.officer, `/plans/${year}/work-plan`),
  screen('work plan of the office being recorded', people.performanceOffice, `/plans/${next}/work-plan/edit`),
  screen('work plan of the office being revised', people.performanceOffice, `/plans/${year}/work-plan/edit`),
  screen('amendments', people.officer, `/plans/${year}/amendments`),
  screen('revision', people.performanceOffice, revision),
  screen('revision for a division', people.officer, revision),
  screen('consultation on a revision', people.leader, async (page) => `${await revision(page)}/consultation`),
  screen('special task being written', people.officer, `/plans/${year}/amendments/new`),
  screen('notice of issue', people.performanceOffice, `/plans/${year}/notice`),
  screen('notice of issue for a division', people.officer, `/plans/${year}/notice`),
  screen('report to the city', people.performanceOffice, documentOf('planSending')),
  screen('notice of the call for a division', people.officer, documentOf('planCall')),
  screen('notice of the call with its co-signature', people.performanceHead, documentOf('planCall')),
  screen('minutes of a meeting', people.leader, documentOf('review')),
  screen('plan for a division', people.officer, `/plans/${year}`),
  screen('municipal plan', people.performanceOffice, `/plans/${year}/municipal`),
  screen('municipal plan to be changed', people.performanceOffice, `/plans/${year}/municipal?change`, async (page) => {
    await page.locator('input[type=file]').setInputFiles('data/municipal-indicators-2010.xlsx')
    await page.locator('main table, main ul.rows').first().waitFor()
  }),
  screen('plan being drafted', people.performanceHead, `/plans/${next}`),
  screen('municipal plan to be imported', people.performanceHead, `/plans/${next}/municipal`),
  screen('municipal plan looked at', people.performanceHead, `/plans/${next}/municipal`, async (page) => {
    await page.locator('input[type=file]').setInputFiles('data/municipal-indicators-2010.xlsx')
    await page.locator('main table, main ul.rows').first().waitFor()
  }),
  screen('new item', people.performanceHead, `/plans/${next}/items/new`),
  screen('item being written', people.performanceHead, async (page) => `${await itemOf(next)(page)}/edit`),
  screen('items', people.leader, '/items'),
  screen('item', people.officer, item),
  screen('item: phases as a table', people.performanceOffice, async (page) => `${await item(page)}?phases=table`),
  screen('item: data', people.performanceOffice, async (page) => `${await item(page)}?tab=data`),
  screen('matrix by division', people.performanceHead, '/duties?view=division'),
  screen('matrix', people.performanceOffice, '/duties'),
  screen('matrix of a division', people.officer, '/duties'),
  screen('divisions by period', people.performanceOffice, '/duties/divisions'),
  screen('divisions by period with a cell', people.performanceHead, '/duties/divisions', chooseCell),
  screen('calendar of due days', people.performanceOffice, '/duties/calendar?month=2025-11'),
  screen('calendar of a division', people.officer, '/duties/calendar?month=2025-11', chooseCell),
  screen('list of data', people.performanceOffice, `/duties/list?year=${year}&period=${month}`),
  screen('burden of a division', people.officer, `/duties/burden?year=${year}`),
  screen('burden', people.performanceOffice, `/duties/burden?year=${year}`),
  screen('who vouched for a figure', people.performanceOffice, vouched),
  screen('who vouched for a figure to its division', people.officer, vouched),
  screen('duty upcoming', people.head, duty('upcoming')),
  screen('duty to fill in', people.officer, duty('upcoming')),
  screen('duty missing', people.performanceOffice, duty('open')),
  screen('duty returned', people.performanceOffice, duty('returned')),
  screen('duty handed in', people.performanceOffice, duty('offered')),
  screen('duty signed', people.performanceOffice, duty('submitted')),
  screen('duty accepted', people.head, duty('accepted')),
  screen('duty acknowledged', people.performanceOffice, duty('acknowledged')),
  screen('collection plans', people.performanceOffice, `/collection-plans?year=${year}`),
  screen('collection plans of a division', people.officer, `/collection-plans?year=${year}`),
  screen('collection plan in force', people.performanceOffice, collectionPlan(true)),
  screen('indicator without a collection plan', people.officer, collectionPlan(false)),
  screen('collection plan being drafted', people.otherCoordinatingHead, collectionDraft),
  screen('grid of entries', people.head, '/duties/entry'),
  screen('table of entries', people.head, '/duties/entry/table'),
  screen('sign sheet', people.head, `/duties/sign/${month}`),
  screen('acceptance', people.coordinatingHead, '/duties/acceptance'),
  screen('feeds', people.performanceOffice, '/feeds'),
  screen('hosts of feeds', people.system, '/feed-hosts'),
  screen('imports', people.performanceOffice, '/imports'),
  screen('passenger file looked at', people.importer, '/imports', async (page) => {
    await page.locator('input[type=file]').setInputFiles('data/hk-immigration-daily-passengers-2023-2025.csv')
    await page.getByRole('button', { name: /^(导入\d+个数|Import \d+ figures)/ }).waitFor()
  }),
  screen('reports', people.performanceOffice, '/reports'),
  screen('report to be assembled', people.otherCoordinatingHead, newReport),
  screen('report to be reviewed', people.performanceOffice, report('signed')),
  screen('report acknowledged', people.performanceOffice, report('acknowledged')),
  screen("the units' forms", people.performanceOffice, '/unit-templates'),
  screen("a unit's form", people.otherCoordinatingHead, unitTemplate),
  screen('board', people.performanceHead, '/board'),
  screen('board by dimension', people.performanceHead, '/board?by=dimension'),
  screen('board by due day', people.performanceHead, '/board?by=due'),
  screen('board of a division', people.head, '/board'),
  screen('cockpit', people.leader, '/cockpit'),
  screen('cards', people.performanceOffice, '/cards'),
  screen('bulletins', people.officer, '/bulletins'),
  screen('bulletin being drafted', people.performanceOffice, bulletinIn('drafted')),
  screen('bulletin for a division', people.officer, bulletinIn('issued')),
  screen('document of a bulletin', people.leader, documentOf('bulletin')),
  screen('briefings', people.performanceHead, '/briefings'),
  screen('briefing', people.leader, briefing),
  screen('later due days', people.officer, '/due-exceptions'),
  screen('timeliness', people.performanceOffice, '/timeliness'),
  screen('duties counted', people.performanceOffice, '/timeliness/duties?measure=complete&outcome=counted'),
  screen('people', people.system, '/organization'),
  screen('organization from a table', people.system, '/organization-import'),
  screen('own password', people.system, '/own-password'),
  screen('divisions', people.system, '/organization?tab=divisions'),
  screen('person', people.system, person),
  screen('person for the security administrator', people.security, person),
  screen('division', people.performanceOffice, division),
  screen('stand-ins', people.performanceHead, '/stand-ins?all=1'),
  screen('stand-ins for an officer', people.officer, '/stand-ins'),
  screen('handovers', people.performanceHead, '/handovers'),
  screen('handover', people.performanceHead, handover),
  screen('reorganisations', people.performanceHead, '/organization/reorganisation'),
  screen('reorganisation', people.performanceHead, reorganisation),
  screen('outside bodies', people.performanceOffice, '/bodies'),
  screen('outside body', people.performanceOffice, body),
  screen('years', people.performanceHead, '/years'),
  screen('settings', people.performanceHead, '/settings'),
  screen('setting', people.performanceHead, '/settings/collection/monthlyDueWorkingDays'),
  screen('record of acts', people.audit, '/records'),
  screen('security log', people.audit, '/security-log'),
  screen('grid of a division', people.officer, async (page) => `${await divisionPlan(next)(page)}/grid`),
  screen('table of items to be imported', people.head, async (page) => `${await divisionPlan(next)(page)}/table`),
  screen("grid of the office's draft", people.performanceHead, `/plans/${next}/grid`),
  screen("table for the office's draft", people.performanceHead, `/plans/${next}/table`),
]
