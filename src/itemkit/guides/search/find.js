/* Finds the rows of a site. Where there are few, all are looked through; else an index tells which blocks of rows to load.
   Everything comes as scripts that call itemkitSearch, so that it works from a folder and under a strict policy. */
(function () {
  "use strict";

  const FOLDER = document.currentScript.src.replace(/[^/]*$/, "");
  const DROPPED = /[\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u3004\u3006\u3008-\u303f\ufe00-\ufe4f\ufeff]/g;
  const LETTERS = /^[a-z0-9]+$/;
  const BEGINNINGS = [8, 18]; // of a code, by which it is found
  const WITHIN = [[19, 24], [19, 28], [19, 31]]; // parts of an item's code, the last its base code
  const PART_OF_CODE = 4; // so many characters are looked for within codes, where all rows are at hand
  const FIRST = 8; // characters of initials that the directory has of a block
  const MOST_KEYS = 8; // of one word: more would cost more than they spare
  const AT_ONCE = 12; // so many blocks are loaded together, and so put in order together
  const ORGAN_FILES = 64;
  const FILTERS = { kind: "k", region: "r", organ: "o", type: "t", audience: "a", theme: "h" };

  // how well a word fits a row; less is better
  const SAME = 0, BEGINNING = 1, INSIDE = 2, ALIAS = 3, INITIALS = 4, AUTHORITY = 6;

  /* loading */

  const arrived = new Map(), underway = new Map();

  window.itemkitSearch = function (stem, value) {
    arrived.set(stem, value);
  };

  function load(stem, version) {
    if (!underway.has(stem)) {
      underway.set(stem, new Promise(function (resolve, reject) {
        const script = document.createElement("script");
        script.src = FOLDER + stem + ".js" + (version ? "?v=" + version : "");
        script.onload = script.onerror = function () {
          script.remove();
          if (arrived.has(stem)) {
            resolve(arrived.get(stem));
            arrived.delete(stem);
          } else {
            underway.delete(stem); // so that it may be tried again
            reject(new Error(stem));
          }
        };
        document.head.appendChild(script);
      }));
    }
    return underway.get(stem);
  }

  function stem(letter, number, width) {
    return letter + number.toString(16).padStart(width, "0");
  }

  /* comparing */

  const folded = new Map();

  function foldOne(character) {
    let found = folded.get(character);
    if (found === undefined) {
      found = character.normalize("NFKC").toLowerCase().replace(DROPPED, "");
      folded.set(character, found);
    }
    return found;
  }

  function fold(text) {
    let found = "";
    for (const character of text) found += foldOne(character);
    return found;
  }

  function wordsOf(text) {
    return Array.from(new Set(text.split(/\s+/).map(fold))).filter(Boolean);
  }

  const CHECKS = new Uint32Array(256).map(function (_zero, number) {
    for (let bit = 0; bit < 8; bit++) number = number & 1 ? (number >>> 1) ^ 0xedb88320 : number >>> 1;
    return number;
  });

  function checksum(text) {
    let sum = 0xffffffff;
    for (const byte of new TextEncoder().encode(text)) sum = CHECKS[(sum ^ byte) & 255] ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
  }

  /* rows */

  function expand(value) {
    const words = value[0], regions = value[1], organs = value[2];
    return value[3].map(function (row) {
      const region = regions[row[7]], organ = organs[row[8]];
      return {
        href: row[0] || "i/" + row[3] + ".html",
        title: row[1], aliases: row[2], code: row[3], initials: row[4],
        kind: words[row[5]], type: words[row[6]],
        region: region[0], regionName: region[1], organ: organ[0], organName: organ[1],
        audience: row[9].map((number) => words[number]), theme: row[10].map((number) => words[number]),
        names: [row[1]].concat(row[2]).map(fold), foldedCode: fold(row[3]),
        authorities: [fold(region[1]), fold(organ[1])],
      };
    });
  }

  function fitsCode(code, word, isIndexed) {
    if (!code || word.length < PART_OF_CODE) return code === word ? SAME : Infinity;
    if (code === word) return SAME;
    if (isIndexed) {
      if (word.length >= BEGINNINGS[0] && code.startsWith(word)) return BEGINNING;
      return String.prototype.slice.apply(code, WITHIN[WITHIN.length - 1]) === word ? INSIDE : Infinity;
    }
    return code.startsWith(word) ? BEGINNING : code.includes(word) ? INSIDE : Infinity;
  }

  function fits(row, word, isIndexed) {
    const title = row.names[0];
    if (title === word) return SAME;
    if (title.startsWith(word)) return BEGINNING;
    if (title.includes(word)) return INSIDE;
    const code = LETTERS.test(word) ? fitsCode(row.foldedCode, word, isIndexed) : Infinity;
    if (code < Infinity) return code;
    if (row.names.includes(word)) return ALIAS - 0.5;
    if (row.names.some((name) => name.includes(word))) return ALIAS;
    if (word.length > 1 && LETTERS.test(word) && row.initials.includes(word)) {
      return row.initials === word ? INITIALS - 0.5 : row.initials.startsWith(word) ? INITIALS : INITIALS + 1;
    }
    return row.authorities.some((name) => name.includes(word)) ? AUTHORITY : Infinity;
  }

  function isChosen(row, filters) {
    return Object.keys(filters).every(function (name) {
      return Array.isArray(row[name]) ? row[name].includes(filters[name]) : row[name] === filters[name];
    });
  }

  function before(one, other) {
    return one.rank - other.rank || one.length - other.length || one.kind - other.kind ||
      compare(one.row.initials, other.row.initials) || compare(one.row.title, other.row.title) ||
      compare(one.row.href, other.row.href);
  }

  function compare(one, other) {
    return one < other ? -1 : one > other ? 1 : 0;
  }

  function fitting(rows, query, site) {
    const found = [], kinds = site.filters.kind;
    for (const row of rows) {
      if (!isChosen(row, query.filters)) continue;
      let rank = 0;
      for (const word of query.words) {
        rank += fits(row, word, site.isIndexed);
        if (rank === Infinity) break;
      }
      if (rank === Infinity) continue;
      found.push({
        row: row, rank: rank, length: query.words.length ? row.names[0].length : 0, kind: kinds.indexOf(row.kind),
      });
    }
    return found;
  }

  /* the index */

  function Site(directory) {
    this.filters = directory.filters;
    this.count = directory.rows;
    this.isIndexed = directory.shards > 0;
    this.directory = directory;
    this.blocks = directory.blocks.map(function (entry) {
      return { number: entry[0], version: entry[2], first: entry[3] };
    });
    this.blocks.forEach((block, place) => {
      block.next = this.blocks[place + 1];
    });
    this.rows = new Map();
  }

  Site.prototype.rowsOf = async function (block) {
    const value = await load(stem("b", block.number, 4), block.version);
    if (!this.rows.has(block.number)) this.rows.set(block.number, expand(value));
    return this.rows.get(block.number);
  };

  /* The numbers of the blocks that have a key. */
  Site.prototype.having = async function (field, key) {
    const place = checksum(key) & (this.directory.shards - 1), width = this.directory.width;
    const shard = await load(stem("g", place, 4), this.directory.digest);
    const known = shard[field], marks = Object.prototype.hasOwnProperty.call(known, key) ? known[key] : "";
    const found = new Set();
    for (let start = 0; start < marks.length; start += width) found.add(numberOf(marks.substr(start, width)));
    return found;
  };

  const ALPHABET = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

  function numberOf(mark) {
    let number = 0;
    for (const character of mark) number = number * ALPHABET.length + ALPHABET.indexOf(character);
    return number;
  }

  function grams(characters, length) {
    const found = new Set();
    for (let start = 0; start + length <= characters.length; start++) {
      found.add(characters.slice(start, start + length).join(""));
    }
    return spread(Array.from(found));
  }

  function spread(keys) {
    const step = Math.max(1, (keys.length - 1) / (MOST_KEYS - 1));
    return keys.filter((_key, place) => Math.floor(place / step) !== Math.floor((place - 1) / step));
  }

  function codeKey(part) {
    return checksum(part).toString(16);
  }

  /* The keys that every code has which begins with the word. */
  function beginningKeys(word) {
    const length = BEGINNINGS.filter((one) => one <= word.length).pop();
    const within = WITHIN.filter((one) => one[1] <= word.length).slice(-1);
    return [[0, length]].concat(within).map((one) => codeKey(word.slice(one[0], one[1])));
  }

  function intersection(sets) {
    return sets.reduce((all, one) => new Set(Array.from(all).filter((number) => one.has(number))));
  }

  function union(sets) {
    return new Set([].concat.apply([], sets.map((set) => Array.from(set))));
  }

  Site.prototype.havingAll = async function (field, keys) {
    return intersection(await Promise.all(keys.map((key) => this.having(field, key))));
  };

  Site.prototype.havingWord = async function (word) {
    const characters = Array.from(word), names = grams(characters, Math.min(2, characters.length));
    const ways = [this.havingAll("n", names), this.havingAll("u", names)];
    if (LETTERS.test(word)) {
      if (word.length > 1) ways.push(this.havingAll("i", grams(characters, Math.min(4, characters.length))));
      ways.push(this.havingAll("c", [codeKey(word)]));
      if (word.length >= BEGINNINGS[0]) ways.push(this.havingAll("c", beginningKeys(word)));
    }
    return union(await Promise.all(ways));
  };

  /* The blocks that may hold what is asked for: first those where a name begins with a word, else in their order. */
  Site.prototype.candidates = async function (query) {
    if (!this.isIndexed) return this.blocks;
    const demands = query.words.map((word) => this.havingWord(word)).concat(
      Object.keys(query.filters).map((name) => this.having("f", FILTERS[name] + ":" + query.filters[name]))
    );
    if (!demands.length) return this.blocks;
    const beginnings = query.words.map((word) => this.having("b", Array.from(word).slice(0, 2).join("")));
    const may = intersection(await Promise.all(demands)), begin = union(await Promise.all(beginnings));
    const found = this.blocks.filter((block) => may.has(block.number));
    const isFirst = (block) => begin.has(block.number) || query.words.some((word) => spans(block, word));
    return found.filter(isFirst).concat(found.filter((block) => !isFirst(block)));
  };

  /* Whether there may be initials in the block that begin with the word. */
  function spans(block, word) {
    if (!LETTERS.test(word)) return false;
    const cut = (initials) => initials.slice(0, word.length), part = word.slice(0, FIRST);
    return cut(block.first) <= part && (!block.next || cut(block.next.first) >= part);
  }

  /* One search: gives its results in portions, the best first as far as it has loaded. */
  function Search(site, query) {
    this.site = site;
    this.query = query;
    this.waiting = null; // blocks that are still to be loaded
    this.pool = [];
    this.found = 0;
    this.isComplete = false;
  }

  Search.prototype.next = async function (count) {
    if (!this.waiting) this.waiting = (await this.site.candidates(this.query)).slice();
    while (this.waiting.length && this.pool.length < count) {
      const blocks = this.waiting.slice(0, this.site.isIndexed ? AT_ONCE : this.waiting.length);
      const rows = await Promise.all(blocks.map((block) => this.site.rowsOf(block)));
      const found = fitting([].concat.apply([], rows), this.query, this.site);
      this.waiting.splice(0, blocks.length);
      this.found += found.length;
      this.pool = this.pool.concat(found).sort(before);
    }
    this.isComplete = !this.waiting.length;
    return this.pool.splice(0, count).map((one) => one.row);
  };

  Search.prototype.hasMore = function () {
    return this.pool.length > 0 || !this.isComplete;
  };

  Site.prototype.search = function (text, filters) {
    return new Search(this, { words: wordsOf(text), filters: filters });
  };

  /* The organs of a region, or of all where that is little: pairs of credit code and name. */
  Site.prototype.organsOf = async function (region) {
    if (this.isIndexed) {
      if (!region) return [];
      const entries = await load(stem("o", checksum(region) % ORGAN_FILES, 2), this.directory.digest);
      return (entries.find((entry) => entry[0] === region) || ["", []])[1];
    }
    const rows = [].concat.apply([], await Promise.all(this.blocks.map((block) => this.rowsOf(block))));
    const names = new Map(rows.filter((row) => row.organ && (!region || row.region === region))
      .map((row) => [row.organ, row.organName]));
    return Array.from(names).sort((one, other) => compare(one[1], other[1]));
  };

  /* marking what matches */

  /* A text in pieces, [piece, whether it matches], with all that the words match. */
  function marked(text, words) {
    const sources = Array.from(text), owners = [];
    let whole = "";
    sources.forEach(function (character, place) {
      const piece = foldOne(character);
      for (let number = 0; number < piece.length; number++) owners.push(place);
      whole += piece;
    });
    const isMarked = sources.map(() => false);
    for (const word of words) {
      for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + 1)) {
        for (let place = owners[at]; place <= owners[at + word.length - 1]; place++) isMarked[place] = true;
      }
    }
    return pieces(sources, isMarked);
  }

  /* The same where the words are the initials of some characters; nothing is marked if it is not sure which. */
  function markedByInitials(row, words) {
    const sources = Array.from(row.title), owners = [];
    sources.forEach(function (character, place) {
      for (const one of foldOne(character)) if (/[a-z0-9\u3007\u3400-\u9fff\u{20000}-\u{3ffff}]/u.test(one)) owners.push(place);
    });
    const isMarked = sources.map(() => false);
    if (owners.length === row.initials.length) {
      for (const word of words.filter((one) => one.length > 1 && LETTERS.test(one))) {
        const at = row.initials.indexOf(word);
        if (at >= 0) for (let place = owners[at]; place <= owners[at + word.length - 1]; place++) isMarked[place] = true;
      }
    }
    return pieces(sources, isMarked);
  }

  function pieces(characters, isMarked) {
    const found = [];
    characters.forEach(function (character, place) {
      const last = found[found.length - 1];
      if (last && last[1] === isMarked[place]) last[0] += character;
      else found.push([character, isMarked[place]]);
    });
    return found;
  }

  /* What to show of a row: its title, and an alias or the code if that is what was found. */
  function shown(row, words) {
    const has = (text) => words.some((word) => fold(text).includes(word));
    const title = marked(row.title, words);
    return {
      title: title.some((piece) => piece[1]) ? title : markedByInitials(row, words),
      alias: row.aliases.filter((alias) => !has(row.title) && has(alias)).slice(0, 1).map((alias) => marked(alias, words)),
      code: marked(row.code, words.filter((word) => word.length >= PART_OF_CODE)),
    };
  }

  window.itemkitFind = {
    open: () => load("directory").then((directory) => new Site(directory)),
    wordsOf: wordsOf,
    shown: shown,
    marked: marked,
    names: Object.keys(FILTERS),
  };
})();
