using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Silo.Telemetry;

/// <summary>Traces, which are made only if they are sent to a collector.</summary>
internal sealed class TracingOptions
{
    /// <summary>
    /// Share of the calls and commands that are traced, 0 to 1. A call to a few grains makes five to ten spans of some hundred
    /// bytes each. The default 0.01 shows every frequent call many times an hour at a cost that a busy server does not notice.
    /// </summary>
    [Range(0.0, 1.0, ErrorMessage = "SampleRatio is the share of calls that are traced, from 0 to 1.")]
    public double SampleRatio { get; set; } = 0.01;
}
