using System.Diagnostics;
using Spectre.Console;

namespace AudioRooms.LoadTester;

/// <summary>What the load tester gets from the program that it is part of.</summary>
internal sealed record TesterContext
{
    /// <summary>Results. With <see cref="LoadTestOptions.AsJson"/> nothing but JSON.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress and notes, for people.</summary>
    public required IAnsiConsole Terminal { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The program and arguments that run a <see cref="Runs.LoadWorker"/>; asked for each process of a test.</summary>
    public required Func<ProcessStartInfo> Worker { get; init; }
}
