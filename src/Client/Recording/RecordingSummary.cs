namespace AudioRooms.Client.Recording;

/// <summary>What a recording holds.</summary>
/// <param name="Duration">From its start to its end.</param>
/// <param name="Packets">Packets of all speakers.</param>
/// <param name="Lost">Packets that are missing between them; silence is not loss.</param>
/// <param name="Concealed">Slots of 20 ms that the mix had to fill in; 0 without a mix.</param>
/// <param name="Speakers">Handles of those who were heard.</param>
/// <param name="Untouched">Whether the file holds the packets as they came, because one person alone was heard.</param>
public sealed record RecordingSummary(
    TimeSpan Duration, long Packets, long Lost, long Concealed, IReadOnlyList<string> Speakers, bool Untouched);
