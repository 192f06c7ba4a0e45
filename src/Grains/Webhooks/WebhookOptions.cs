using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Grains.Webhooks;

/// <summary>Options of webhooks.</summary>
public sealed class WebhookOptions
{
    /// <summary>True in development only: http, and receivers on this machine or in private networks.</summary>
    public bool AllowsPrivateTargets { get; set; }

    /// <summary>Largest number of webhooks. Every event is stored once for each.</summary>
    [Range(1, 100)]
    public int CountMax { get; set; } = 20;

    /// <summary>Largest number of deliveries that wait for one receiver; one more switches its webhook off.</summary>
    [Range(10, 1_000_000)]
    public int PendingMax { get; set; } = 10_000;

    /// <summary>How many finished deliveries are kept for each webhook, to look at and to send again.</summary>
    [Range(1, 1_000)]
    public int KeptMax { get; set; } = 100;

    /// <summary>How long a receiver may take to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long every attempt may fail before the webhook is switched off.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan FailingMax { get; set; } = TimeSpan.FromDays(1);
}
