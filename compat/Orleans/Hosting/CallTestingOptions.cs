namespace Orleans.StandIn.Hosting;

/// <summary>Modes that only tests switch on.</summary>
internal sealed class CallTestingOptions
{
    /// <summary>The variable that switches <see cref="SerializeCalls"/> on for a whole test run when it is <c>1</c>.</summary>
    public const string SerializeCallsVariable = "AUDIOROOMS_ORLEANS_SERIALIZE_CALLS";

    /// <summary>
    /// Every request and response goes to bytes and back, as between processes, so that tests in one process find what
    /// could not be sent.
    /// </summary>
    public bool SerializeCalls { get; set; }
}
