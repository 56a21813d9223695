import { administrators, businessPosts, performanceOffice, postKinds } from '#domain/kernel/actor.ts'
import { uploadFile } from '#domain/kernel/file.api.ts'
import { changeDivision, createDivision, readDivisionHistory } from '#domain/organization/division.api.ts'
import {
  changeExternalBody,
  createExternalBody,
  readExternalBodyHistory,
} from '#domain/organization/externalBody.api.ts'
import { listDivisions, listExternalBodies, listPeople } from '#domain/organization/organization.api.ts'
import { endPost, grantPost, setCharge } from '#domain/organization/post.api.ts'
import { listAdministrationActs, listSecurityLog } from '#domain/organization/records.api.ts'
import { listSettings, readSettingHistory, setSetting } from '#domain/organization/settings.api.ts'
import { listRestDays, listYears, openYear } from '#domain/organization/year.api.ts'
import { collectingUnit } from '#test/duties.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'
import { importRows } from './imports.ts'
import { peopleRows } from './people.ts'
import { actRows } from './reorganisation.ts'
import { standInRows } from './standIns.ts'

let lastOpened = 2000
/** A year nobody has opened: the next one is the last that can be. */
const pastYear = (): number => {
  lastOpened += 1
  return lastOpened
}

const keepers = [...performanceOffice, 'systemAdmin'] as const
const readers = [...performanceOffice, ...administrators]
const settingReaders = [...performanceOffice, 'systemAdmin', 'auditAdmin'] as const
const securityAdmin = ['securityAdmin'] as const

const division = ({ next }: Office) => {
  const number = next()
  const name = { zh: `新设第${number}处`, en: `New division ${number}` }
  return { code: `N${number}`, name, sort: 90, housesPerformanceOffice: false, fromOn: '2025-01-01' }
}
const body = ({ next }: Office) => {
  const name = { zh: `市某局${next()}`, en: 'A bureau' }
  return { kind: 'collectingUnit' as const, name, fromOn: '2020-01-01', toOn: null }
}
const someDivision = onceFor(({ w }) => w.division())
const someBody = onceFor(({ w }) => collectingUnit(w, '市历史局'))
const revisionOf = async ({ w }: Office) =>
  (await w.owner.selectFrom('office').select('settingsRevision').executeTakeFirstOrThrow()).settingsRevision

const postRows = [
  row(grantPost, securityAdmin, {
    ask: async ({ w, divisions }) => {
      const { id } = await w.person('division.officer', divisions.responsible)
      const grant = { kind: 'division.officer' as const, divisionId: divisions.elsewhere, inChargeOf: [] }
      return { params: { id }, body: { ...grant, version: 1, fromOn: '2025-11-06', toOn: null } }
    },
  }),
  row(endPost, securityAdmin, {
    ask: async ({ w, divisions }) => {
      const { postId } = await w.person('division.officer', divisions.responsible)
      return { params: { id: postId }, body: { version: 1, endsOn: '2025-11-07', reason: '工作调动' } }
    },
  }),
  row(setCharge, securityAdmin, {
    ask: async ({ w, divisions }) => {
      const { postId } = await w.person('leadingGroup.deputy')
      return { params: { id: postId }, body: { version: 1, inChargeOf: [divisions.elsewhere] } }
    },
  }),
]

export const organizationRows = [
  row(uploadFile, [...businessPosts, 'systemAdmin', 'securityAdmin'], {
    ask: ({ next }) => ({ file: { name: 'figures.csv', content: `day,count\n2025-10-01,${next()}\n` } }),
  }),
  row(listDivisions, postKinds),
  row(listPeople, businessPosts),
  row(listExternalBodies, [...businessPosts, 'systemAdmin']),
  row(createDivision, ['systemAdmin'], { ask: (office) => ({ body: division(office) }) }),
  row(changeDivision, ['systemAdmin'], {
    ask: async (office) => ({
      params: { id: await office.w.division() },
      body: { ...division(office), version: 1 },
    }),
  }),
  row(readDivisionHistory, readers, { ask: async (office) => ({ params: { id: await someDivision(office) } }) }),
  ...peopleRows,
  ...postRows,
  row(createExternalBody, keepers, { ask: (office) => ({ body: body(office) }) }),
  row(changeExternalBody, keepers, {
    ask: async (office) => {
      const content = body(office)
      return {
        params: { id: await collectingUnit(office.w, `前${content.name.zh}`) },
        body: { ...content, version: 1 },
      }
    },
  }),
  row(readExternalBodyHistory, [...businessPosts, 'systemAdmin'], {
    ask: async (office) => ({ params: { id: await someBody(office) } }),
  }),
  row(listSecurityLog, ['auditAdmin']),
  row(listAdministrationActs, ['auditAdmin']),
  row(listSettings, settingReaders),
  row(setSetting, performanceOffice, {
    ask: async (office) => ({
      body: {
        revision: await revisionOf(office),
        key: 'card.internalCards',
        value: true,
        source: null,
        fromOn: '2027-01-01',
      },
    }),
  }),
  row(readSettingHistory, settingReaders, { ask: () => ({ params: { key: 'card.internalCards' } }) }),
  ...importRows,
  ...standInRows,
  ...actRows,
  row(listYears, postKinds),
  row(listRestDays, postKinds, { ask: () => ({ params: { year: 2025 } }) }),
  row(openYear, performanceOffice, { ask: () => ({ body: { year: pastYear() } }) }),
]
