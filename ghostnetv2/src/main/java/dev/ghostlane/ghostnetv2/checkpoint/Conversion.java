package dev.ghostlane.ghostnetv2.checkpoint;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Lines for a terminal that make a file that can be read of one that cannot. Those that open a pickle tell PyTorch to
/// make nothing but tensors of it, where that is possible; where it is not, they say that its code is run.
final class Conversion {

    /// What a name may have between the quotes of a line that somebody will paste into a shell.
    private static final String SAFE = "[^'\"`$!\\\\\\p{Cntrl}]*";

    private static final String TRUST = "This runs the code that the file names, so only if you trust it: ";

    private Conversion() {}

    /// A name without what a shell or Python would take for more.
    private static String name(String source) {
        String slashes = source.replace('\\', '/');
        return slashes.matches(SAFE) ? slashes : "FILE";
    }

    private static String python(String code) { return "python -c \"" + code + "\""; }

    /// A file from before PyTorch 1.6.
    static String legacy(String source) {
        return "Convert it with: " + python("import torch; torch.save(torch.load('" + name(source)
                + "', map_location='cpu', weights_only=True), '" + name(source) + ".zip.pth')");
    }

    /// A pickle of Python's own module.
    static String pickle(String source) {
        return TRUST + python("import pickle, torch; d = pickle.load(open('" + name(source)
                + "', 'rb')); torch.save({k: torch.as_tensor(v) for k, v in d.items()}, '" + name(source)
                + ".zip.pth')");
    }

    /// A model saved as objects.
    ///
    /// @param key of the dict that holds it, as Python reads it, or null
    static String wholeModel(String source, String key) {
        String item = key == null ? "" : "[" + key + "]";
        return "If it is a model, save model.state_dict() instead of the model. " + TRUST
                + python("import torch; m = torch.load('" + name(source) + "', map_location='cpu', weights_only=False)"
                        + item + "; torch.save(m.state_dict() if hasattr(m, 'state_dict') else dict(m), '"
                        + name(source) + ".state_dict.pth')");
    }

    /// A list or tuple of which an element is a state dict.
    static String element(String source, int index) {
        return TRUST + python("import torch; torch.save(torch.load('" + name(source)
                + "', map_location='cpu', weights_only=False)[" + index + "], '" + name(source)
                + ".state_dict.pth')");
    }

    /// A state dict of arrays of NumPy.
    ///
    /// @param keys of the dicts that lead to it, the outermost first, as Python reads them
    static String arrays(String source, List<String> keys) {
        return TRUST + python("import torch; d = torch.load('" + name(source)
                + "', map_location='cpu', weights_only=False)"
                + keys.stream().map(key -> "[" + key + "]").collect(Collectors.joining())
                + "; torch.save({k: torch.as_tensor(v) for k, v in d.items()}, '" + name(source)
                + ".state_dict.pth')");
    }

    /// A text as Python reads it.
    static String text(String text) { return "'" + name(text) + "'"; }

    /// A file that torch.save wrote, and that another program compressed.
    static String stored(String source) {
        return "Store them with: " + python("import zipfile; i = zipfile.ZipFile('" + name(source)
                + "'); o = zipfile.ZipFile('" + name(source)
                + ".stored.pth', 'w'); [o.writestr(n, i.read(n)) for n in i.namelist()]; o.close()");
    }

    /// A TorchScript archive.
    static String torchScript(String source) {
        return "Take its weights out with: " + python("import torch; torch.save(torch.jit.load('" + name(source)
                + "', map_location='cpu').state_dict(), '" + name(source) + ".state_dict.pth')");
    }

    /// A file of a format of PyTorch's first year, or any other tar archive.
    static String tar(String source) {
        return "unpack it with: tar -xf '" + name(source) + "'; or, if PyTorch before version 0.1.10 wrote it: "
                + TRUST + python("import torch; torch.save(torch.load('" + name(source)
                        + "', map_location='cpu', weights_only=False), '" + name(source) + ".zip.pth')");
    }

    /// A zip file of something else.
    static String zip(String source) {
        return "If a checkpoint is among them, unpack it with: python -m zipfile -e '" + name(source) + "' '"
                + name(source) + ".unpacked'";
    }

    /// A compressed file, with a module of Python's library that reads it.
    static String compressed(String source, String module) {
        String name = name(source);
        String plain = name.replaceFirst("\\.(gz|bz2|xz)$", "");
        return "Unpack it with: " + python("import " + module + ", shutil; shutil.copyfileobj(" + module + ".open('"
                + name + "'), open('" + (plain.equals(name) ? name + ".unpacked" : plain) + "', 'wb'))");
    }

    /// The index of a checkpoint in several files.
    static String shards(String source) {
        String name = name(source);
        String out = name.toLowerCase(Locale.ROOT).endsWith(".index.json")
                ? name.substring(0, name.length() - ".index.json".length())
                : name + ".safetensors";
        boolean pickles = !out.toLowerCase(Locale.ROOT).endsWith(".safetensors");
        String read = pickles ? "torch.load(p, map_location='cpu', weights_only=True)" : "load_file(p)";
        return "Join the parts with: " + python("import json, os, torch"
                + (pickles ? "" : "; from safetensors.torch import load_file, save_file")
                + "; i = '" + name
                + "'; w = json.load(open(i))['weight_map']; ps = [os.path.join(os.path.dirname(i), f)"
                + " for f in sorted(set(w.values()))]; d = {k: v for p in ps for k, v in " + read + ".items()}; "
                + (pickles ? "torch.save(d, '" : "save_file(d, '") + out + "')");
    }
}
