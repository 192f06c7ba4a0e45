using System.Diagnostics;
using Spectre.Console;

namespace AudioRooms.LoadTester;

/// <summary>What the load tester gets from the program that contains it.</summary>
internal sealed record TesterContext
{
    /// <summary>Receives the results. With <see cref="LoadTestOptions.AsJson"/> it receives nothing but JSON.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Receives progress and notes for people.</summary>
    public required IAnsiConsole Terminal { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Returns the program and arguments that run a <see cref="Runs.LoadWorker"/>; called for each process of a
    /// test.</summary>
    public required Func<ProcessStartInfo> Worker { get; init; }
}
