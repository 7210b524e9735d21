// Submit a file, wait until it was read, print its figures.
//
//     npm ci
//     node submit_and_query.js DIR FILE
//
// DIR is the directory that the daemons were given. BAOGAO_PROTO says where
// the .proto files are installed. Node 18 or later.
'use strict';

const fs = require('fs');
const path = require('path');
const timers = require('timers/promises');
const protobuf = require('protobufjs');
const zmq = require('zeromq');

const ANSWER_MS = 3000;
const PATIENCE_MS = 60000;

const proto = process.env.BAOGAO_PROTO || '/usr/local/share/baogao/proto';
const Envelope = new protobuf.Root()
  .loadSync(path.join(proto, 'wire.proto'), { keepCase: true })
  .lookupType('baogao.v1.Envelope');

function connect(endpoint) {
  const dealer = new zmq.Dealer({ linger: 0, receiveTimeout: ANSWER_MS });
  dealer.connect(endpoint);
  return dealer;
}

// What comes next in time, as [[kind, body], …]; one message may hold several.
async function receive(dealer) {
  let frames;
  try {
    frames = await dealer.receive();
  } catch (error) {
    if (error.code === 'EAGAIN') return [];
    throw error;
  }
  return frames.map((frame) => {
    const envelope = Envelope.toObject(Envelope.decode(frame), {
      longs: Number, enums: String, arrays: true, oneofs: true,
    });
    return [envelope.body, envelope[envelope.body]];
  });
}

// Send until there is an answer: asking again on silence is always safe.
async function ask(dealer, request, wanted, ...payload) {
  const deadline = Date.now() + PATIENCE_MS;
  const number = Object.values(request)[0].request_id;
  const frame = Envelope.encode(Envelope.fromObject(request)).finish();
  while (Date.now() < deadline) {
    await dealer.send([frame, ...payload]);
    for (const [kind, body] of await receive(dealer)) {
      if (kind === 'refused') throw new Error(`refused: ${body.reason}`);
      if (kind === 'busy') {
        await timers.setTimeout(body.retry_after_ms * (1 + Math.random() / 2));
      } else if (kind === wanted && body.request_id === number) {
        return body;
      }
    }
  }
  throw new Error('no answer');
}

async function submit(head, file) {
  const request = { submit: { request_id: 1, name: path.basename(file) } };
  const accepted = await ask(head, request, 'accepted', fs.readFileSync(file));
  return accepted.document_id;
}

async function wait(head, id) {
  const request = { watch: { request_id: 2, document_ids: [id] } };
  const outcome = await ask(head, request, 'outcome');
  if (outcome.state !== 'DOCUMENT_DONE') {
    throw new Error(`not read: ${outcome.reason}`);
  }
}

// Every row; only a page without next_cursor is the last.
async function* figures(publisher, id) {
  const query = { request_id: 0, rows: 'ROW_FIGURE', report: id, limit: 1000 };
  do {
    query.request_id += 1;
    const page = await ask(publisher, { query }, 'page');
    yield* page.rows;
    query.cursor = page.next_cursor;
  } while (query.cursor !== undefined);
}

async function main(directory, file) {
  const head = connect(`ipc://${directory}/run/submit`);
  const publisher = connect(`ipc://${directory}/run/query`);
  const id = await submit(head, file);
  await wait(head, id);
  for await (const { id: figure, figure: f } of figures(publisher, id)) {
    console.log([figure, f.value, f.unit || '', f.object || ''].join('\t'));
  }
  head.close();
  publisher.close();
}

if (process.argv.length !== 4) {
  console.error('usage: node submit_and_query.js DIR FILE');
  process.exitCode = 2;
} else {
  main(process.argv[2], process.argv[3]).catch((error) => {
    console.error(`submit_and_query: ${error.message}`);
    process.exit(1);
  });
}
