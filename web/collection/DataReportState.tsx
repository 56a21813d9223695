import { type State, states } from '#domain/collection/dataReport.ts'
import { type Stage, StageTag } from '#web/kernel/StatusTags.tsx'

const stageOf: Record<State, Stage> = {
  assembled: 'accepted',
  signed: 'submitted',
  reviewed: 'submitted',
  sent: 'reported',
  acknowledged: 'acknowledged',
}

/** Where the report lies, in the shapes of the duties it is made of. */
export const ReportStateTag = ({ state }: { state: State }) => <StageTag stage={stageOf[state]} label={states[state]} />
