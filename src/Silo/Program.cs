using System.CommandLine;
using AudioRooms.Silo;
using AudioRooms.Silo.Startup;

// The parser takes signals as well, and gives up on what it runs after two seconds unless it is told how long a stop takes.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = HostStop.Limit + TimeSpan.FromSeconds(1) };
return await SiloCommand.Create(SiloHost.RunAsync).Parse(args).InvokeAsync(invocation);
