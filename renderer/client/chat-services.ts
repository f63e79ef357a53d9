/** Chat services a person may connect. */
export { type ChatService, chatServices } from '../../engine/model/chat.ts';
