export { followLights, sweepLights } from './light.sweep.ts'
export { lightChanges, lightCounts, lightList } from './lightList.store.ts'
export { progressTodos } from './progressTodos.store.ts'
