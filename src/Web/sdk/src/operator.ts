/** What only operators call; apart, so that other pages do not load it: `client.service(Admin, { operatorKey })`. */
export * from "./gen/audiorooms/v1/admin_pb.js";
export * from "./gen/audiorooms/v1/webhooks_pb.js";
