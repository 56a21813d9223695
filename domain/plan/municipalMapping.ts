import type { z } from 'zod'
import { sheetMapping, sheetMappingIn, sheetMappingText } from './columnMapping.ts'
import { municipalFieldNames } from './municipalField.ts'

/** How a person says that the city's table is to be read. */
export const MunicipalMapping = sheetMapping(municipalFieldNames)
export type MunicipalMapping = z.infer<typeof MunicipalMapping>

/** The same in an address: `mapping=1.2.2.A-level1.B-level2`. */
export const mappingText = (mapping: MunicipalMapping): string => sheetMappingText(mapping)

/** What `mappingText` wrote, or undefined where it is not of that kind. */
export const mappingOf = (text: string): MunicipalMapping | undefined =>
  MunicipalMapping.safeParse(sheetMappingIn(text)).data
