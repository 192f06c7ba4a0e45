namespace AudioRooms.Silo.Startup;

/// <summary>The silo cannot start; the message is one sentence for the operator, with the remedy.</summary>
internal sealed class StartupException(string message, Exception? cause = null) : Exception(message, cause);
