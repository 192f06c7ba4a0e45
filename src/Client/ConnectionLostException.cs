namespace AudioRooms.Client;

/// <summary>
/// There is no connection to the room now, or it broke before the server answered: the command may or may not have happened.
/// </summary>
public sealed class ConnectionLostException(string message, Exception? inner = null) : Exception(message, inner);
