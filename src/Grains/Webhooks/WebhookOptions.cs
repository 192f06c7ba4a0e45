using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Grains.Webhooks;

/// <summary>How webhooks are sent.</summary>
public sealed class WebhookOptions
{
    /// <summary>Development only: http, and receivers on this machine or in private networks.</summary>
    public bool AllowsPrivateTargets { get; set; }

    /// <summary>Most webhooks; everything that happens is stored once for each.</summary>
    [Range(1, 100)]
    public int CountMax { get; set; } = 20;

    /// <summary>Most that waits for one receiver; more switches it off.</summary>
    [Range(10, 1_000_000)]
    public int PendingMax { get; set; } = 10_000;

    /// <summary>How much of what is done is kept for each, to look at and send again.</summary>
    [Range(1, 1_000)]
    public int KeptMax { get; set; } = 100;

    /// <summary>How long a receiver may take to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A receiver that takes nothing for so long is switched off.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan FailingMax { get; set; } = TimeSpan.FromDays(1);
}
