namespace AudioRooms.Client;

/// <summary>What was played of one voice since the last time: see <see cref="RoomConnection.ReportPlayed"/>.</summary>
/// <param name="Source">Of the voice's packets; 0 for the mix.</param>
/// <param name="Played">Frames of 20 ms that came and were decoded.</param>
/// <param name="Concealed">Frames of 20 ms that were made up.</param>
public readonly record struct PlayedVoice(uint Source, int Played, int Concealed);
