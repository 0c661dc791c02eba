/** What several processes and hosts of one hub have to agree on. */
import { Column, Entity } from 'typeorm';
import { Bytes, Key } from './columns';

/** How far a replica must have come before it answers the client. Not logged: worth nothing after a crash. */
@Entity()
export class ClientPositionEntity {
  @Key() clientId: string;
  @Column({ type: 'bigint' }) position: number;
}

/** What shows that a key file is the one this database was begun with, and gives no key away. */
@Entity()
export class KeyPrintEntity {
  @Key() purpose: string;
  @Bytes() print: Buffer;
}

export const SCALING_ENTITIES = [ClientPositionEntity, KeyPrintEntity];
