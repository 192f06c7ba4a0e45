namespace Orleans.Configuration;

/// <summary>What silos and clients have in common about calls.</summary>
public abstract class MessagingOptions
{
    private TimeSpan _responseTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller waits for a response before it gets a <see cref="TimeoutException"/>.</summary>
    public TimeSpan ResponseTimeout
    {
        get => System.Diagnostics.Debugger.IsAttached ? ResponseTimeoutWithDebugger : _responseTimeout;
        set => _responseTimeout = value;
    }

    public TimeSpan ResponseTimeoutWithDebugger { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether a call whose caller has given up by the time its turn comes is dropped.</summary>
    public bool DropExpiredMessages { get; set; } = true;

    public int MaxMessageHeaderSize { get; set; } = 10 * 1024 * 1024;

    /// <summary>In bytes.</summary>
    public int MaxMessageBodySize { get; set; } = 100 * 1024 * 1024;

    /// <summary>Whether a timed-out call is also cancelled at the callee.</summary>
    public bool CancelRequestOnTimeout { get; set; } = true;

    /// <summary>Whether a caller that cancels waits until the callee has ended the call.</summary>
    public bool WaitForCancellationAcknowledgement { get; set; }
}

/// <summary>What concerns calls on a silo.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>A running call longer than this makes the activation suspect.</summary>
    public TimeSpan MaxRequestProcessingTime { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Calls that may wait for one activation before more are refused; zero: no bound.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }

    /// <summary>Calls that may wait for one activation before a warning is logged; zero: no bound.</summary>
    public int MaxEnqueuedRequestsSoftLimit { get; set; }

    public int MaxEnqueuedRequestsHardLimit_StatelessWorker { get; set; }

    public int MaxEnqueuedRequestsSoftLimit_StatelessWorker { get; set; }

    public int MaxForwardCount { get; set; } = 2;

    public TimeSpan SystemResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan ClientDropTimeout { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>What concerns calls of a client.</summary>
public class ClientMessagingOptions : MessagingOptions;
