namespace AudioRooms.Client.Recording;

/// <summary>The contents of a recording.</summary>
/// <param name="Duration">From its start to its end.</param>
/// <param name="Packets">Number of packets of all speakers.</param>
/// <param name="Lost">Number of packets that are missing between them; silence does not count.</param>
/// <param name="Concealed">Number of 20 ms slots that were concealed in the mix; 0 without a mix.</param>
/// <param name="Speakers">Handles of the people who were heard.</param>
/// <param name="Untouched">True if the file has the packets as they arrived, because only one person was heard.</param>
public sealed record RecordingSummary(
    TimeSpan Duration, long Packets, long Lost, long Concealed, IReadOnlyList<string> Speakers, bool Untouched);
