using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Silo.Telemetry;

/// <summary>Traces, which are made only if they are sent somewhere.</summary>
internal sealed class TracingOptions
{
    /// <summary>
    /// Share of the calls and commands that are traced, from 0 to 1. A call of a few grains makes five to ten spans of some
    /// hundred bytes each; 0.01 shows every frequent call many times an hour and costs a busy server nothing that it notices.
    /// </summary>
    [Range(0.0, 1.0, ErrorMessage = "SampleRatio is the share of calls that are traced, from 0 to 1.")]
    public double SampleRatio { get; set; } = 0.01;
}
