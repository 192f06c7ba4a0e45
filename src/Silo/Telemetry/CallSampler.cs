using OpenTelemetry.Trace;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// Traces a share of the calls and commands from devices, together with everything that they cause. A caller's own trace is
/// continued, but the caller does not decide what this server records. Work that a grain or the gateway does by itself starts no
/// trace, and a packet is never part of one.
/// </summary>
/// <param name="ratio">The share, 0 to 1.</param>
internal sealed class CallSampler(double ratio) : Sampler
{
    private const string CommandPrefix = "command ";
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    /// <summary>Methods of grains and observers that carry sound or run at every tick.</summary>
    private static readonly string[] Media =
        ["ISpeakerGrain/Speak", "IGatewayRoom/OnPacket", "IMixListener/", "IListenerGrain/Report", "ILiveStream"];

    private readonly TraceIdRatioBasedSampler share = new(ratio);
    private readonly ParentBasedSampler followed = new(new AlwaysOffSampler());

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var name = samplingParameters.Name;
        return IsMedia(name) ? new SamplingResult(SamplingDecision.Drop)
            : name == Request || name.StartsWith(CommandPrefix, StringComparison.Ordinal) ? share.ShouldSample(samplingParameters)
            : followed.ShouldSample(samplingParameters);
    }

    private static bool IsMedia(string name) => Array.Exists(Media, start => name.StartsWith(start, StringComparison.Ordinal));
}
