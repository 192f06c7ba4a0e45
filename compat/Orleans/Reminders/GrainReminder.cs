namespace Orleans.Runtime.ReminderService;

/// <summary>What a grain holds of a reminder: its name, and the row's version, which removes exactly this registration.</summary>
[GenerateSerializer]
[Immutable]
internal sealed class GrainReminder(GrainId grainId, string reminderName, string eTag) : IGrainReminder
{
    [Id(0)]
    public GrainId GrainId { get; init; } = grainId;

    [Id(1)]
    public string ReminderName { get; init; } = reminderName;

    [Id(2)]
    public string ETag { get; init; } = eTag;

    public override string ToString() => $"<{GrainId}, {ReminderName}, {ETag}>";
}
