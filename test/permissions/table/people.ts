import { administrators, performanceOffice } from '#domain/kernel/actor.ts'
import {
  changePerson,
  createPerson,
  disablePerson,
  enablePerson,
  endSessionsOfPerson,
  listAccounts,
  listSessionsOf,
  readPerson,
  readPersonHistory,
  resetPassword,
} from '#domain/organization/person.api.ts'
import { type Office, password } from '../office.ts'
import { type Ask, row } from '../row.ts'

const readers = [...performanceOffice, ...administrators]
const systemAdmin = ['systemAdmin'] as const
const securityAdmin = ['securityAdmin'] as const

const somebody = async ({ w, divisions }: Office) => (await w.person('division.officer', divisions.responsible)).id
const officer = ({ at }: Office) => at.responsible['division.officer'].id
const content = ({ next }: Office) => ({
  name: '新来者',
  userName: `newcomer-${next()}`,
  kind: 'civilServant' as const,
})
const withReason = { version: 1, reason: '工作调动' }

/** The performance office sees the people of the business line and no administrator. */
const administrator = async ({ at }: Office, ask: Ask): Promise<Ask> => ({
  ...ask,
  as: at.responsible['performanceOffice.head'],
  params: { id: at.responsible.auditAdmin.id },
})

export const peopleRows = [
  row(listAccounts, readers),
  row(readPerson, readers, {
    ask: (office) => ({ params: { id: officer(office) } }),
    foreign: administrator,
  }),
  row(readPersonHistory, readers, {
    ask: (office) => ({ params: { id: officer(office) } }),
    foreign: administrator,
  }),
  row(createPerson, systemAdmin, { ask: (office) => ({ body: { ...content(office), password } }) }),
  row(changePerson, systemAdmin, {
    ask: async (office) => ({ params: { id: await somebody(office) }, body: { ...content(office), version: 1 } }),
  }),
  row(disablePerson, systemAdmin, {
    ask: async (office) => ({ params: { id: await somebody(office) }, body: withReason }),
  }),
  row(enablePerson, systemAdmin, {
    ask: async (office) => {
      const id = await somebody(office)
      const disabledAt = new Date()
      await office.w.owner.updateTable('person').set({ disabledAt }).where('id', '=', id).execute()
      return { params: { id }, body: withReason }
    },
  }),
  row(resetPassword, systemAdmin, {
    ask: async (office) => ({ params: { id: await somebody(office) }, body: { version: 1, password } }),
  }),
  row(listSessionsOf, securityAdmin, { ask: (office) => ({ params: { id: officer(office) } }) }),
  row(endSessionsOfPerson, securityAdmin, {
    ask: async (office) => ({ params: { id: await somebody(office) }, body: { reason: '设备遗失' } }),
  }),
]
