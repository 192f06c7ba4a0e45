namespace Grpc.Core;

/// <summary>The outcome of a call. The numbers are the ones on the wire in <c>grpc-status</c>.</summary>
public enum StatusCode
{
    OK = 0,

    /// <summary>Ended by the caller.</summary>
    Cancelled = 1,

    /// <summary>No better code is known, for example an exception that the handler did not translate.</summary>
    Unknown = 2,

    /// <summary>The request can never be right, whatever the state of the server.</summary>
    InvalidArgument = 3,

    /// <summary>The time for the call ran out. It may nevertheless have taken effect.</summary>
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this. An unknown caller gets <see cref="Unauthenticated"/>.</summary>
    PermissionDenied = 7,
    ResourceExhausted = 8,

    /// <summary>The server is not in a state in which this is possible; retrying alone does not help.</summary>
    FailedPrecondition = 9,

    /// <summary>A concurrent change got in the way; start over from the first read.</summary>
    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,

    /// <summary>Passing trouble on the way; a retry may succeed.</summary>
    Unavailable = 14,
    DataLoss = 15,
    Unauthenticated = 16,
}
