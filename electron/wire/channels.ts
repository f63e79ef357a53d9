/** The channels between the preload script and the main process. */
export const channels = {
  /** Page to main: a new page, or one that connects again. */
  open: 'wire.open',
  /** Both ways: one message of the contract as JSON. */
  message: 'wire.message',
  /** Both ways: it is over. */
  close: 'wire.close',
} as const;
