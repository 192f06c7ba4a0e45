namespace AudioRooms.LoadTester.Lean;

/// <summary>One exchange of messages with the server: a gRPC call or a WebSocket.</summary>
internal interface ILeanChannel
{
    /// <summary>Sends one message; never waits. False if it was not accepted: the connection is closed, or the server does not
    /// read.</summary>
    bool TrySend(ReadOnlySpan<byte> message);

    /// <summary>Ends the sending side. The server then ends the exchange.</summary>
    void Finish();
}

/// <summary>Receives the messages of an <see cref="ILeanChannel"/>. Called on the connection's receiving loop, so it must return
/// at once.</summary>
internal interface ILeanReceiver
{
    /// <summary>One message, borrowed until the method returns.</summary>
    /// <param name="receivedAt">Timestamp of the clock when the bytes were read.</param>
    void OnMessage(ReadOnlySpan<byte> message, long receivedAt);

    /// <summary>The last call of the exchange, in order or not.</summary>
    void OnEnded(LeanEnding ending);
}

/// <summary>How an exchange of messages ended.</summary>
/// <param name="InOrder">True if the server ended it in order.</param>
/// <param name="Code">Name of a refusal or number of a status; empty for none.</param>
/// <param name="Message">One sentence.</param>
internal sealed record LeanEnding(bool InOrder, string Code, string Message)
{
    /// <summary>When a new try can succeed; zero if trying again does not help.</summary>
    public TimeSpan RetryAfter { get; init; }
}
