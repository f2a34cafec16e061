// The operator of the tests: npm's `smpp` as a server on loopback. It does what stdin tells it, a JSON line each, and
// tells on stdout what came in. No rule of arende stands here.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import smpp from 'smpp';

const settings = JSON.parse(process.argv[2]);
const tls = settings.key ? { key: readFileSync(settings.key), cert: readFileSync(settings.cert) } : {};
const say = (event, rest) => process.stdout.write(`${JSON.stringify({ event, ...rest })}\n`);

let next = []; // what becomes of the next submit_sm: {status}, {id}, {drop}, {silent}, {nack}, {id, after: seconds}
let generation = 0; // sessions of an earlier test tell nothing
let bindStatus = 0;
let answersLinks = true;
let count = 0;
let waiting = 0; // submit_sm that are not answered yet
const sessions = new Set();

function submitted(session, pdu, tell) {
  const text = pdu.message_payload ?? pdu.short_message;
  count += 1;
  const does = next.shift() ?? {};
  const id = does.id ?? String(1000000 + count);
  tell('submit', {
    id,
    waiting: (waiting += 1),
    text: text.message.toString(),
    udh: (pdu.short_message.udh ?? []).map((part) => part.toString('hex')),
    octets: pdu.command_length,
    payload: pdu.message_payload !== undefined,
    sar: [pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum].filter((n) => n !== undefined),
    from: [pdu.source_addr_ton, pdu.source_addr_npi, pdu.source_addr],
    to: [pdu.dest_addr_ton, pdu.dest_addr_npi, pdu.destination_addr],
    data_coding: pdu.data_coding,
    esm_class: pdu.esm_class,
    receipt: pdu.registered_delivery,
    service_type: pdu.service_type,
  });
  const answer = () => {
    waiting -= 1;
    if (does.drop) session.destroy();
    else if (does.nack) session.generic_nack({ command_status: does.nack, sequence_number: pdu.sequence_number });
    else session.send(pdu.response(does.status ? { command_status: does.status } : { message_id: id }));
  };
  if (does.after) setTimeout(answer, 1000 * does.after);
  else if (!does.silent) answer();
}

const server = smpp.createServer(tls, (session) => {
  const mine = generation;
  const tell = (event, rest) => mine === generation && say(event, rest);
  session.on('error', (error) => tell('error', { message: String(error.message) }));
  session.on('close', () => {
    sessions.delete(session);
    tell('close', {});
  });
  session.on('bind_transceiver', (pdu) => {
    tell('bind', { system_id: pdu.system_id, password: pdu.password, system_type: pdu.system_type, version: pdu.interface_version });
    session.send(bindStatus ? pdu.response({ command_status: bindStatus }) : pdu.response({ system_id: 'smsc' }));
    if (!bindStatus) sessions.add(session);
  });
  session.on('submit_sm', (pdu) => submitted(session, pdu, tell));
  session.on('enquire_link', (pdu) => {
    tell('enquire_link', {});
    if (answersLinks) session.send(pdu.response());
  });
  session.on('unbind', (pdu) => {
    tell('unbind', {});
    session.send(pdu.response());
    session.close();
  });
  session.on('generic_nack', (pdu) => tell('nack', { status: pdu.command_status }));
});

const orders = {
  reset: () => {
    generation += 1;
    [next, bindStatus, answersLinks, count, waiting] = [[], 0, true, 0, 0];
    sessions.forEach((session) => session.destroy());
  },
  next: ({ does }) => next.push(...does),
  bind_status: ({ status }) => (bindStatus = status),
  answers_links: ({ yes }) => (answersLinks = yes),
  deliver: ({ pdu, key }) => {
    const made = { ...pdu };
    for (const name of ['short_message', 'network_error_code', 'message_payload'])
      if (typeof made[name] === 'object') made[name] = Buffer.from(made[name].hex, 'hex');
    for (const session of sessions)
      session.deliver_sm(made, (answer) => say('answered', { key, command: answer.command, status: answer.command_status }));
  },
  ask: () => sessions.forEach((session) => session.enquire_link((answer) => say('answered', { key: 'link', command: answer.command, status: answer.command_status }))),
  odd: () => sessions.forEach((session) => session.query_sm({ message_id: '1' }, (answer) => say('answered', { key: 'odd', command: answer.command, status: answer.command_status }))),
  raw: ({ hex }) => sessions.forEach((session) => session.socket.write(Buffer.from(hex, 'hex'))),
  unbind: () => sessions.forEach((session) => session.unbind((answer) => say('answered', { key: 'unbind', command: answer.command, status: answer.command_status }))),
  drop: () => sessions.forEach((session) => session.destroy()),
};
createInterface({ input: process.stdin }).on('line', (line) => {
  const order = JSON.parse(line);
  orders[order.do](order);
  say('done', {});
});
process.stdin.on('end', () => process.exit(0));
server.listen(settings.port, '127.0.0.1', () => say('listening', {}));
