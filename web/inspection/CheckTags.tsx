import { type ConformityState, conformityStates, openConformityStates } from '#domain/inspection/conformity.ts'
import { type InspectionState, inspectionStates, openInspectionStates } from '#domain/inspection/inspection.ts'
import {
  openSelfCheckStates,
  type SelfCheckState,
  selfCheckStates,
  type ValueJudgement,
  valueJudgements,
} from '#domain/inspection/selfCheck.ts'
import type { Text } from '#domain/kernel/text.ts'
import { LightTag } from '#web/kernel/StatusTags.tsx'

const tag = (isOpen: boolean, label: Text) => <LightTag light={isOpen ? 'yellow' : 'blue'} label={label} />

/** Where an inspection stands. */
export const InspectionTag = ({ state }: { readonly state: InspectionState }) =>
  tag(
    openInspectionStates.some((one) => one === state),
    inspectionStates[state],
  )

/** Where a verification stands. */
export const ConformityTag = ({ state }: { readonly state: ConformityState }) =>
  tag(
    openConformityStates.some((one) => one === state),
    conformityStates[state],
  )

/** Where a self-check stands. */
export const SelfCheckTag = ({ state }: { readonly state: SelfCheckState }) =>
  tag(
    openSelfCheckStates.some((one) => one === state),
    selfCheckStates[state],
  )

const lights = { consistent: 'green', inconsistent: 'red', notProvable: 'yellow' } as const

/** What a value of a sample was found to be. */
export const JudgementTag = ({ judgement }: { readonly judgement: ValueJudgement }) => (
  <LightTag light={lights[judgement]} label={valueJudgements[judgement]} />
)
