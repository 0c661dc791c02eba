import { type Unreadable, unreadable } from '../unreadable';

export const invalidWorkbook = (): Unreadable => unreadable('文件不是有效的 XLSX。', 'The file is no valid XLSX.');
