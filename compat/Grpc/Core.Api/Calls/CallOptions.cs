using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>What one call is told besides its request. A value: each <c>With…</c> returns a changed copy.</summary>
public struct CallOptions
{
    [SuppressMessage("Design", "CA1068", Justification = "Upstream's order.")]
    public CallOptions(
        Metadata? headers = null,
        DateTime? deadline = null,
        CancellationToken cancellationToken = default,
        WriteOptions? writeOptions = null,
        ContextPropagationToken? propagationToken = null,
        CallCredentials? credentials = null)
    {
        Headers = headers;
        Deadline = deadline;
        CancellationToken = cancellationToken;
        WriteOptions = writeOptions;
        PropagationToken = propagationToken;
        Credentials = credentials;
    }

    public Metadata? Headers { readonly get; private set; }

    /// <summary>UTC. Null means that the call may take for ever.</summary>
    public DateTime? Deadline { readonly get; private set; }

    public CancellationToken CancellationToken { readonly get; private set; }

    public WriteOptions? WriteOptions { readonly get; private set; }

    public ContextPropagationToken? PropagationToken { readonly get; private set; }

    public CallCredentials? Credentials { readonly get; private set; }

    /// <summary>True if the call should wait out a lost connection, until its deadline, rather than fail at once.</summary>
    public bool IsWaitForReady { readonly get; private set; }

    public readonly CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    public readonly CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    public readonly CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };

    public readonly CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };

    public readonly CallOptions WithPropagationToken(ContextPropagationToken propagationToken) => this with { PropagationToken = propagationToken };

    public readonly CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };

    public readonly CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
