namespace AudioRooms.Cli;

/// <summary>The command line of AudioRooms.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => CommandTree.RunAsync(arguments, CliContext.Standard());
}
