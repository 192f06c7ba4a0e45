using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Protocol;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Refusals;

/// <summary>
/// The one table from refusals to the wire. No switch has a default arm: a new member does not compile until it has a row here;
/// <c>docs/wire-protocol.md</c> lists the codes.
/// </summary>
internal static class WireErrors
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    /// <summary>Longer than the 2 s in which a full server notices that it has room again.</summary>
    private static readonly TimeSpan RoomAgain = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan StorageAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan IssuerAgain = TimeSpan.FromSeconds(30);

    /// <summary>For callers that need only the code, which does not depend on the bounds.</summary>
    private static readonly ConfiguredBounds Defaults = new();

    public static WireError Of(EdgeRefusal refusal) => refusal switch
    {
        EdgeRefusal.TokenInvalid => new(
            ServiceCodes.TokenInvalid,
            StatusCode.Unauthenticated,
            "This needs \"authorization: Bearer\" with a valid access token."),
        EdgeRefusal.OperatorKeyWrong =>
            new(ServiceCodes.OperatorKeyWrong, StatusCode.PermissionDenied, "This needs the operator's key in \"operator-key\"."),
        EdgeRefusal.RateLimited => new(
            ServiceCodes.RateLimited, StatusCode.ResourceExhausted, "Too many requests; wait before the next one.", SoonAgain),
        EdgeRefusal.JoinExpected =>
            new(ServiceCodes.JoinExpected, StatusCode.InvalidArgument, "The first message of a session must be Join."),
        EdgeRefusal.AlreadyJoined => new(
            ServiceCodes.AlreadyJoined,
            StatusCode.FailedPrecondition,
            "This session is in a room already; open another session for another room."),
        EdgeRefusal.CommandUnknown =>
            new(ServiceCodes.CommandUnknown, StatusCode.InvalidArgument, "The message holds no command that this server knows."),
        EdgeRefusal.LatencyInvalid => new(
            ServiceCodes.LatencyInvalid,
            StatusCode.InvalidArgument,
            "The latency class is interactive, audience, economy or broadcast."),
        EdgeRefusal.StagePolicyInvalid => new(
            ServiceCodes.StagePolicyInvalid, StatusCode.InvalidArgument, "The stage policy is open or owner."),
        EdgeRefusal.ValueUnknown => new(
            ServiceCodes.ValueUnknown,
            StatusCode.InvalidArgument,
            "A field names a kind that this server does not know, or names none."),
        EdgeRefusal.UserIdInvalid => new(
            ServiceCodes.UserIdInvalid,
            StatusCode.InvalidArgument,
            $"A user's id has {RequestBounds.IdLength} base-32 characters."),
        EdgeRefusal.ReactionUnknown =>
            new(ServiceCodes.ReactionUnknown, StatusCode.InvalidArgument, "The reaction is not one of this server's set."),
        EdgeRefusal.IssuerUnknown => new(
            ServiceCodes.IssuerUnknown, StatusCode.NotFound, "This server knows no issuer with this name."),
        EdgeRefusal.IdTokenInvalid => new(
            ServiceCodes.IdTokenInvalid,
            StatusCode.Unauthenticated,
            "The ID token or its nonce is not valid; begin a new sign-in."),
        EdgeRefusal.IssuerUnavailable => new(
            ServiceCodes.IssuerUnavailable,
            StatusCode.Unavailable,
            "The server cannot get the issuer's keys now; try again.",
            IssuerAgain),
        EdgeRefusal.PowerMissing => new(
            ServiceCodes.PowerMissing, StatusCode.PermissionDenied, "Only reviewers and operators may do this."),
        EdgeRefusal.TooManyWatches => new(
            ServiceCodes.TooManyWatches,
            StatusCode.ResourceExhausted,
            "You, or this server, have as many watches open as allowed.",
            SoonAgain),
        EdgeRefusal.WatchTooSlow => new(
            ServiceCodes.WatchTooSlow,
            StatusCode.ResourceExhausted,
            "The device read the watch too slowly; watch again.",
            SoonAgain),
        EdgeRefusal.TooManyIds => new(
            ServiceCodes.TooManyIds, StatusCode.InvalidArgument, $"A list has at most {RequestBounds.IdsMax} ids."),
        EdgeRefusal.SourceInvalid => new(
            ServiceCodes.SourceInvalid,
            StatusCode.InvalidArgument,
            "You can mute a person, a club, an event or a kind of notification."),
        EdgeRefusal.PageSizeInvalid => new(
            ServiceCodes.PageSizeInvalid, StatusCode.InvalidArgument, $"A page has 1 to {RequestBounds.PageSizeMax} entries."),
        EdgeRefusal.IdempotencyKeyInvalid => new(
            ServiceCodes.IdempotencyKeyInvalid,
            StatusCode.InvalidArgument,
            $"An idempotency key has at most {RequestBounds.IdempotencyKeyLengthMax} characters."),
        EdgeRefusal.IdempotencyKeyReused => new(
            ServiceCodes.IdempotencyKeyReused,
            StatusCode.InvalidArgument,
            "This idempotency key belongs to another request; a new request needs a new key."),
        EdgeRefusal.UpgradeRequired => new(
            ServiceCodes.UpgradeRequired,
            StatusCode.FailedPrecondition,
            "This address takes only WebSocket connections (RFC 6455, version 13)."),
        EdgeRefusal.OriginForbidden => new(
            ServiceCodes.OriginForbidden,
            StatusCode.PermissionDenied,
            "Pages of this origin may not connect; the operator can allow it."),
        EdgeRefusal.SubprotocolUnknown =>
            new(ServiceCodes.SubprotocolUnknown, StatusCode.InvalidArgument, $"The subprotocol is \"{RoomSocket.Subprotocol}\"."),
        EdgeRefusal.StreamNotOverGrpcWeb => new(
            ServiceCodes.StreamNotOverGrpcWeb,
            StatusCode.Unimplemented,
            "This call takes many messages, and gRPC-Web carries only one from the caller: open the WebSocket /ws, or use gRPC "
                + "over HTTP/2."),
        EdgeRefusal.HeaderInvalid => new(
            ServiceCodes.HeaderInvalid,
            StatusCode.InvalidArgument,
            "The value of a header whose name ends with -bin must be base64 (RFC 4648)."),
        EdgeRefusal.PageRequestInvalid => new(
            ServiceCodes.PageRequestInvalid,
            StatusCode.InvalidArgument,
            "The body of this request must be \"content-type: application/json\" and a JSON object of at most "
                + $"{Figures.Bytes(RequestBounds.PageRequestBytesMax)} with the fields of the call."),
        EdgeRefusal.GuestsOff => new(
            ServiceCodes.GuestsOff,
            StatusCode.PermissionDenied,
            "This server lets in people with an account only; sign up or sign in."),
        EdgeRefusal.GuestsFull => new(
            ServiceCodes.GuestsFull,
            StatusCode.ResourceExhausted,
            "This server has as many guests as it takes; sign up, or try again later.",
            RoomAgain),
        EdgeRefusal.GuestForbidden => new(
            ServiceCodes.GuestForbidden, StatusCode.PermissionDenied, "Guests can only listen; sign up to do this."),
        EdgeRefusal.ServerFull => new(
            ServiceCodes.ServerFull,
            StatusCode.ResourceExhausted,
            "This server has as many listeners as it can serve; try again later, or try another server.",
            RoomAgain),
        EdgeRefusal.ServerBusy => new(
            ServiceCodes.ServerBusy,
            StatusCode.ResourceExhausted,
            $"More people join at once than this server can let in within {Figures.Seconds(RequestBounds.JoinWaitMax)}; the "
                + "answer says when to come again.",
            SoonAgain),
        EdgeRefusal.Unavailable =>
            new(ServiceCodes.Unavailable, StatusCode.Unavailable, "The server could not answer in time; try again.", SoonAgain),
        EdgeRefusal.StorageFull => new(
            ServiceCodes.StorageFull,
            StatusCode.ResourceExhausted,
            "The server's storage is full, so it stores nothing new; its operator must make room.",
            StorageAgain),
        EdgeRefusal.Internal => new(
            ServiceCodes.Internal, StatusCode.Internal, "The server failed; its operator finds the reason in the log."),
    };

    public static WireError Of(MediaRefusal refusal, SessionOptions bounds) => refusal switch
    {
        MediaRefusal.NotOnStage =>
            new(AudioCodes.NotOnStage, StatusCode.FailedPrecondition, "The server takes audio only from people on stage."),
        MediaRefusal.Muted => new(
            AudioCodes.Muted, StatusCode.FailedPrecondition, "The microphone is off, so the server forwards nothing."),
        MediaRefusal.ListensOnly => new(
            AudioCodes.ListensOnly,
            StatusCode.FailedPrecondition,
            "This device joined as a companion, which sends no audio; join as the main device to speak."),
        MediaRefusal.TooLarge => new(
            AudioCodes.TooLarge,
            StatusCode.InvalidArgument,
            $"An audio packet has at most {Figures.Of(LivePacketRules.MaxPacketBytes)} bytes."),
        MediaRefusal.Malformed => new(
            AudioCodes.Malformed, StatusCode.InvalidArgument, "The audio is not an Opus packet (RFC 6716)."),
        MediaRefusal.NotOneFrame =>
            new(AudioCodes.NotOneFrame, StatusCode.InvalidArgument, "An audio packet holds exactly one Opus frame."),
        MediaRefusal.NotTwentyMilliseconds =>
            new(AudioCodes.NotTwentyMilliseconds, StatusCode.InvalidArgument, "An audio packet lasts exactly 20 ms."),
        MediaRefusal.HeaderInvalid => new(
            AudioCodes.HeaderInvalid,
            StatusCode.InvalidArgument,
            $"An audio packet's sequence is at most {Figures.Of(ushort.MaxValue)} and its level at most {AudioLevel.Silence}."),
        MediaRefusal.TooFast => new(
            AudioCodes.TooFast,
            StatusCode.ResourceExhausted,
            $"At most {Figures.Of(bounds.PacketsPerSecond)} audio packets and {Figures.Bytes(bounds.AudioBytesPerSecond)} a "
                + "second pass; the server drops the rest."),
    };

    public static WireError Of(ClosingReason reason, ConfiguredBounds bounds) => reason switch
    {
        ClosingReason.Left => new(ClosingCodes.Left, StatusCode.OK, "You left the room."),
        ClosingReason.RoomEnded => new(ClosingCodes.RoomEnded, StatusCode.OK, "The room has ended."),
        ClosingReason.Replaced =>
            new(ClosingCodes.Replaced, StatusCode.Aborted, "The same person came into this room from another device."),
        ClosingReason.TooSlow => new(
            ClosingCodes.TooSlow,
            StatusCode.ResourceExhausted,
            $"No sound was acknowledged for {Figures.Seconds(bounds.AcknowledgedWithin)}; connect again and resume."),
        ClosingReason.JoinTimeout => new(
            ClosingCodes.JoinTimeout,
            StatusCode.DeadlineExceeded,
            $"No Join came within {Figures.Seconds(bounds.Session.JoinWithin)}."),
        ClosingReason.Malformed =>
            new(ClosingCodes.Malformed, StatusCode.InvalidArgument, "The bytes are not a message of this protocol."),
        ClosingReason.AudioForbidden => new(
            ClosingCodes.AudioForbidden,
            StatusCode.PermissionDenied,
            "The device kept sending audio without the right to speak."),
        ClosingReason.AudioMalformed => new(
            ClosingCodes.AudioMalformed, StatusCode.InvalidArgument, "The device sent too many invalid audio packets."),
        ClosingReason.ServerStopping => new(
            ClosingCodes.ServerStopping,
            StatusCode.Unavailable,
            "The server is going down; connect again and resume.",
            SoonAgain),
        ClosingReason.Removed => new(ClosingCodes.Removed, StatusCode.PermissionDenied, "A host removed you from the room."),
        ClosingReason.MessageTooLarge => new(
            ClosingCodes.MessageTooLarge,
            StatusCode.ResourceExhausted,
            $"A message has at most {Figures.Bytes(bounds.Session.MessageBytesMax)}."),
        ClosingReason.Silent => new(
            ClosingCodes.Silent,
            StatusCode.DeadlineExceeded,
            $"The device sent nothing for {Figures.Seconds(bounds.Session.SilentAfter)}."),
        ClosingReason.TokenExpired => new(
            ClosingCodes.TokenExpired,
            StatusCode.Unauthenticated,
            "The access token has expired; connect again with a new token and resume."),
        ClosingReason.SignedOut => new(
            ClosingCodes.SignedOut,
            StatusCode.Unauthenticated,
            "The sign-in session of this connection has ended; sign in again."),
    };

    /// <summary>The code of a closing.</summary>
    public static string CodeOf(ClosingReason reason) => Of(reason, Defaults).Code;

    /// <summary>The code of a dropped audio packet.</summary>
    public static string CodeOf(MediaRefusal refusal) => Of(refusal, Defaults.Session).Code;

    /// <summary>True if the device may come back with its resume token.</summary>
    public static bool IsResumable(ClosingReason reason) => reason switch
    {
        ClosingReason.TooSlow or ClosingReason.ServerStopping or ClosingReason.TokenExpired or ClosingReason.Silent => true,
        ClosingReason.Left or ClosingReason.RoomEnded or ClosingReason.Replaced or ClosingReason.JoinTimeout
            or ClosingReason.Malformed or ClosingReason.AudioForbidden or ClosingReason.AudioMalformed
            or ClosingReason.Removed or ClosingReason.SignedOut or ClosingReason.MessageTooLarge => false,
    };

    /// <summary>The last message of a session.</summary>
    public static ServerMessage ToClosing(ClosingReason reason, ConfiguredBounds bounds)
    {
        var error = Of(reason, bounds);
        return new ServerMessage
        {
            Closing = new Closing { Code = error.Code, Message = error.Sentence, Resume = IsResumable(reason) },
        };
    }
}
