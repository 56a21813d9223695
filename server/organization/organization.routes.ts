import { listDivisions, listExternalBodies, listPeople } from '#domain/organization/organization.api.ts'
import { listAdministrationActs, listSecurityLog } from '#domain/organization/records.api.ts'
import { type Route, read } from '#server/kernel/routes.ts'
import { divisionRoutes } from './division.routes.ts'
import { externalBodyRoutes } from './externalBody.routes.ts'
import { handoverRoutes } from './handover.routes.ts'
import { importRoutes } from './import.routes.ts'
import * as store from './organization.store.ts'
import { personRoutes } from './person.routes.ts'
import { postRoutes } from './post.routes.ts'
import { listActs, listLog } from './records.store.ts'
import { reorganisationRoutes } from './reorganisation.routes.ts'
import { settingsRoutes } from './settings.routes.ts'
import { standInRoutes } from './standIn.routes.ts'
import { startPasswordRoutes } from './startPassword.routes.ts'
import { yearRoutes } from './year.routes.ts'

export const organizationRoutes: readonly Route[] = [
  read(listDivisions, async (_input, { tx, today }) => ({ rows: await store.listDivisions(tx, today) })),
  read(listPeople, async ({ query }, { tx, today }) => ({
    rows: await store.listColleagues(tx, today, query.divisionId),
  })),
  read(listExternalBodies, async ({ query }, { tx, today }) => ({
    rows: await store.listExternalBodies(tx, today, query),
  })),
  read(listSecurityLog, async ({ query }, { tx }) => listLog(tx, query)),
  read(listAdministrationActs, async ({ query }, { tx, pack }) => listActs(tx, pack, query)),
  ...divisionRoutes,
  ...personRoutes,
  ...postRoutes,
  ...externalBodyRoutes,
  ...settingsRoutes,
  ...yearRoutes,
  ...importRoutes,
  ...startPasswordRoutes,
  ...standInRoutes,
  ...reorganisationRoutes,
  ...handoverRoutes,
]
