/** Tables to which the application's role may add rows and nothing else: what they say is never changed or taken away. */
export const appendOnly: readonly string[] = [
  'history',
  'security_log',
  'item_version',
  'plan_version',
  'plan_version_item',
  'plan_submission',
  'municipal_import',
  'municipal_sending',
  'submission',
  'signature',
  'card_answer',
  'card_answer_file',
  'due_exception_duty',
  'handover_signature',
  'work_plan_version',
  'work_plan_entry',
  'contact',
  'contact_closing',
  'problem_note',
  'ticket_feedback',
  'feed_mapping',
  'feed_figure',
  'progress_report',
  'own_check',
  'light_change',
  'entry_origin',
  'entry_origin_figure',
]

/** Tables the application's role may only read. */
export const readOnly: readonly string[] = ['schema_migration']
