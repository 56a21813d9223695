export { followPlan } from './duty.follow.ts'
export { generateDuties } from './duty.generate.ts'
export { sweepDuties } from './duty.sweep.ts'
export { dutyTodos } from './dutyTodos.store.ts'
