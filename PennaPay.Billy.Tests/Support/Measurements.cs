using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using PennaPay.Billy.Core;

namespace PennaPay.Billy.Tests.Support;

/// <summary>What one program's meter says from now on; other programs of this process have meters of their own.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, string Tags, double Value)> heard = new();
    private readonly ConcurrentDictionary<string, string> units = new();
    private readonly MeterListener listener;

    private Measurements(IMeterFactory program)
    {
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name != ProgramMeter.Name || instrument.Meter.Scope != program)
                    return;
                units[instrument.Name] = instrument.Unit ?? "";
                self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
    }

    /// <param name="program">The program's own factory.</param>
    public static Measurements Of(IMeterFactory program) => new(program);

    /// <summary>Each instrument that there is, with its unit.</summary>
    public IReadOnlyDictionary<string, string> Units => units;

    /// <summary>What was added up so far, or recorded, by <c>tag=value</c>.</summary>
    public IReadOnlyDictionary<string, double> Sums(string instrument) => heard
        .Where(one => one.Instrument == instrument).GroupBy(one => one.Tags, StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.Sum(one => one.Value));

    /// <summary>What an instrument that is asked says now.</summary>
    public IReadOnlyDictionary<string, double> Observe(string instrument)
    {
        heard.Clear();
        listener.RecordObservableInstruments();
        return Sums(instrument);
    }

    public void Dispose() => listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> said = [];
        foreach (var (name, tag) in tags)
            said.Add($"{name}={tag}");
        heard.Enqueue((instrument.Name, string.Join(' ', said), value));
    }
}
