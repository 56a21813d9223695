export { followLights, sweepLights } from './light.sweep.ts'
export { type LightCount, lightChanges, lightCounts, lightList } from './lightList.store.ts'
export { progressTodos } from './progressTodos.store.ts'
export { reportChanges } from './reportChanges.store.ts'
