namespace AudioRooms.LoadTester.Lean;

/// <summary>One exchange of messages with the server: a gRPC call, or a WebSocket.</summary>
internal interface ILeanChannel
{
    /// <summary>
    /// Sends one message; never waits. False if it could not be taken: the connection is gone, or its peer does not read.
    /// </summary>
    bool TrySend(ReadOnlySpan<byte> message);

    /// <summary>Nothing more will be sent. The server then ends the exchange.</summary>
    void Finish();
}

/// <summary>
/// Who hears what comes through an <see cref="ILeanChannel"/>. Called on the connection's receiving loop: must return at once.
/// </summary>
internal interface ILeanReceiver
{
    /// <summary>One message; borrowed until the method returns.</summary>
    /// <param name="message">Its bytes.</param>
    /// <param name="receivedAt">Timestamp of the clock when the bytes were read.</param>
    void OnMessage(ReadOnlySpan<byte> message, long receivedAt);

    /// <summary>The last call. In order or not; the sentence says how it ended.</summary>
    void OnEnded(LeanEnding ending);
}

/// <summary>How an exchange of messages ended.</summary>
/// <param name="InOrder">The server said that this was all.</param>
/// <param name="Code">A refusal's name or a status number; empty if there is none.</param>
/// <param name="Message">One sentence.</param>
internal sealed record LeanEnding(bool InOrder, string Code, string Message)
{
    /// <summary>When to try again; zero if that does not help.</summary>
    public TimeSpan RetryAfter { get; init; }
}
